import { resolve } from "node:path";
import { wholeCell } from "#core/cost/explain/cost-cell.ts";
import { judged, proofJson, proofOf, proofText } from "../explain-answer.ts";
import { definitionsBehind } from "../explain-definitions.ts";
import { explainFigure, FIGURES, figureNamed } from "../explain-figure.ts";
import { FIGURE_OPTIONS } from "../figures/figure-kind.ts";
import { checkKeys, filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend explain - say what a number is made of and where it comes from

Usage: cloudspend explain --workspace DIR --metric M [options]
       cloudspend explain FIGURE [NAME] --workspace DIR [options]

  --workspace DIR        the workspace folder
  --metric M             unblended, blended, amortized, netUnblended, netAmortized, onDemandEquivalent, usageAmount
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --filter 'D=V,V'       only line items with one of the values, as "cloudspend query" takes it; may be repeated
                         a virtual tag kept with the workspace is D=profile:NAME, a unit D='profile:Business unit'
  --currency C           explain the amount in this currency where there are several
  --json                 { "cell", "total", "currency", "lineItems", "parts", "deliveries", "recomputed", "differences", ... }

The number is taken from where "cloudspend query" takes it, then counted anew from the line items. The parts sum to
it, and so do the files, to the last digit. The exit code is 1 when the two differ, or when files of the range cannot
support the metric.

Figures that are worked out from other numbers tell their formula, every number in it, and the costs behind it:

${Object.values(FIGURES)
  .map(({ help }) => help)
  .join("\n")}

They take no --filter. With --json: { "figure": { "value", "formula", "terms", "notes", ... }, "base": ... }; "base" is
the costs behind the figure, explained as above, or null. Of a number that is costs and nothing more "figure" is null.

Example: cloudspend explain --workspace ./acme --metric amortized --from 2024-01-01 --to 2024-01-31 \\
           --filter service=AmazonEC2
         cloudspend explain commitments --workspace ./acme --measure effectiveSavingsRate
`;

export const explainCommand: Command = {
  name: "explain",
  summary: "say what a number is made of and where it comes from",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      metric: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      ...FIGURE_OPTIONS,
      json: { type: "boolean" },
    });
    const [figure, ...rest] = positionals;
    if (figure !== undefined)
      return explainFigure(figureNamed(figure), { names: rest, options: values, terminal });
    noMore(rest);
    const [option] = Object.keys(FIGURE_OPTIONS).filter((name) => name in values);
    if (option !== undefined) throw new UsageError(`--${option} needs a figure to explain`);
    const directory = required(values.workspace, "--workspace");
    const metric = metricOf(required(values.metric, "--metric"));
    const filters = (values.filter ?? []).map(filterOf);
    const currency = values.currency?.toUpperCase() ?? null;
    rangeOf(values.from, values.to, null);
    const named = filters.map(({ dimension }) => dimension);
    const proof = await withWorkspace(directory, terminal, async (client) => {
      const schema = await client.workspace.schema();
      checkKeys(named, schema);
      const profiles = await definitionsBehind(named, resolve(terminal.directory, directory));
      const range = rangeOf(values.from, values.to, schema.range);
      if (range === null)
        throw new UsageError("the workspace holds nothing; give --from and --to, or import");
      const whole = wholeCell({ metric, range, filters, currency });
      const cell = profiles === undefined ? whole : { ...whole, profiles };
      return proofOf(client, cell, terminal.signal);
    });
    terminal.out(values.json === true ? `${JSON.stringify(proofJson(proof), null, 2)}\n` : proofText(proof));
    return judged(proof, terminal);
  },
};
