import { resolve } from "node:path";
import { dimensionsOf } from "#core/allocation/definitions.ts";
import { profileName, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { wholeCell } from "#core/cost/explain/cost-cell.ts";
import { differenceWords } from "#core/cost/explain/difference-words.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import { cellSentence, formulasOf, partName, storeWords } from "#core/cost/explain/explanation-text.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { profileWords } from "#core/cost/explain/profile-words.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import { addDays } from "#core/time/period.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { keptDefinitions } from "../../host/allocation.ts";
import { count, moneyColumn } from "../money.ts";
import { checkKeys, filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend explain - say what a number is made of and where it comes from

Usage: cloudspend explain --workspace DIR --metric M [options]

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

Example: cloudspend explain --workspace ./acme --metric amortized --from 2024-01-01 --to 2024-01-31 \\
           --filter service=AmazonEC2
`;

/** A number from its store and once more from the line items, which also tell the files. */
type Proof = { readonly stored: Explanation; readonly counted: Explanation };

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
      json: { type: "boolean" },
    });
    noMore(positionals);
    const directory = required(values.workspace, "--workspace");
    const metric = metricOf(required(values.metric, "--metric"));
    const filters = (values.filter ?? []).map(filterOf);
    const currency = values.currency?.toUpperCase() ?? null;
    rangeOf(values.from, values.to, null);
    const named = filters.map(({ dimension }) => dimension);
    const proof = await withWorkspace(directory, terminal, async (client): Promise<Proof> => {
      const schema = await client.workspace.schema();
      checkKeys(named, schema);
      const profiles = await profilesBehind(named, resolve(terminal.directory, directory));
      const range = rangeOf(values.from, values.to, schema.range);
      if (range === null)
        throw new UsageError("the workspace holds nothing; give --from and --to, or import");
      const whole = wholeCell({ metric, range, filters, currency });
      const cell = profiles === undefined ? whole : { ...whole, profiles };
      const options = { signal: terminal.signal };
      const stored = await client.cost.explain({ cell, from: "store" }, options);
      return { stored, counted: await client.cost.explain({ cell, from: "lineItems" }, options) };
    });
    const isEqual = proof.stored.total === proof.counted.total;
    terminal.out(values.json === true ? `${jsonOf(proof)}\n` : textOf(proof));
    if (!isEqual)
      terminal.err("cloudspend: the roll-up and the line items differ; import the periods again.\n");
    return isEqual && proof.stored.missing.length === 0 ? 0 : 1;
  },
};

/** The virtual tags kept with the workspace, where a filter names one. */
async function profilesBehind(
  refs: readonly DimensionRef[],
  directory: string,
): Promise<readonly TagProfile[] | undefined> {
  const wanted = refs.flatMap((ref) => profileName(ref) ?? []);
  if (wanted.length === 0) return undefined;
  const held = dimensionsOf(await keptDefinitions(directory));
  const unknown = wanted.find((name) => !held.some((profile) => profile.name === name));
  if (unknown !== undefined)
    throw new UsageError(
      `there is no virtual tag "${unknown}" in this workspace, ${held.length === 0 ? "which has none" : `only ${held.map(({ name }) => name).join(", ")}`}`,
    );
  return held;
}

function jsonOf({ stored, counted }: Proof): string {
  const differences = counted.differences.map((difference) => ({
    ...difference,
    words: differenceWords(difference, counted.cell.metric),
  }));
  const { answeredFrom, total } = stored;
  return JSON.stringify(
    {
      ...counted,
      total,
      answeredFrom,
      recomputed: { total: counted.total, isEqual: total === counted.total },
      differences,
    },
    null,
    2,
  );
}

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (ref) => ref,
  value: (_, value) => value ?? "(no value)",
  range: ({ from, to }) => `${from} to ${addDays(to, -1)}`,
  count,
  amount: (amount, currency) => (amount === null ? "not available" : `${amount} ${currency ?? ""}`.trim()),
};

function textOf({ stored, counted }: Proof): string {
  const { cell, currency, total, parts, deliveries, differences } = counted;
  const equality =
    stored.answeredFrom === "lineItems"
      ? ""
      : stored.total === total
        ? ", and the line items give the same to the last digit"
        : `, but the line items give ${NAMES.amount(total, currency)}`;
  return [
    cellSentence(cell, NAMES),
    ...profileWords(cell, NAMES).flatMap(({ name, lines }) => [
      `${name} is made by rules, tried in order:`,
      ...lines.map((line) => `    ${line}`),
    ]),
    `${NAMES.amount(stored.total, currency)} from ${count(stored.lineItems)} line items, answered from ${storeWords(stored.answeredFrom)}${equality}.`,
    "",
    partsTable(counted),
    ...formulasOf(parts).flatMap(({ formula, parts: own }) => [
      `${formula.symbols}  (${own.map((part) => partName(part, NAMES)).join(", ")})`,
      `    ${formula.words}`,
      ...formula.where.map(
        ({ symbol, header, column }) =>
          `    ${symbol} = ${header ?? `${column} (not in these files: empty)`}`,
      ),
    ]),
    "",
    table(
      [
        { name: "Report and file", align: "left" },
        { name: "SHA-256", align: "left" },
        { name: "Line items", align: "right" },
        { name: cell.metric, align: "right" },
      ],
      aligned(
        deliveries.flatMap((delivery) => [
          [
            `${delivery.reportName} ${delivery.billingPeriod}`,
            "",
            delivery.lineItems,
            delivery.amount,
          ] as const,
          ...(delivery.files ?? []).map(
            (file) =>
              [`  ${fileName(file.source)}`, file.sha256.slice(0, 12), file.lineItems, file.amount] as const,
          ),
        ]),
      ),
    ),
    ...(differences.length === 0
      ? []
      : [
          "Why Cost Explorer may show another number:",
          ...differences.map((difference) => `- ${differenceWords(difference, cell.metric)}`),
          "",
        ]),
  ].join("\n");
}

function partsTable({ cell, parts, total, lineItems }: Explanation): string {
  const unblended = moneyColumn(parts.map((part) => part.unblended));
  const amounts = moneyColumn([...parts.map(({ amount }) => amount), total]);
  return table(
    [
      { name: "Line-item type", align: "left" },
      { name: "Line items", align: "right" },
      { name: "unblended", align: "right" },
      { name: cell.metric, align: "right" },
      { name: "per line item", align: "left" },
    ],
    parts.map((part, at) => [
      partName(part, NAMES),
      count(part.lineItems),
      unblended[at] ?? "",
      amounts[at] ?? "",
      part.formula.symbols,
    ]),
    ["Sum", count(lineItems), "", amounts.at(-1) ?? "", ""],
  );
}

type FileRow = readonly [name: string, hash: string, lineItems: number, amount: Decimal | null];

function aligned(rows: readonly FileRow[]): readonly (readonly string[])[] {
  const amounts = moneyColumn(rows.map(([, , , amount]) => amount));
  return rows.map(([name, hash, lineItems], at) => [name, hash, count(lineItems), amounts[at] ?? ""]);
}

function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
