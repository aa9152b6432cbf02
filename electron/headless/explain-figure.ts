import { resolve } from "node:path";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { type ExplainedFigure, type FigureValue, madeWords, workedOut } from "#core/cost/explain/figure.ts";
import { cellSentence } from "#core/cost/explain/explanation-text.ts";
import { figureSentence } from "#core/cost/explain/figure-text.ts";
import { judged, NAMES, type Proof, proofJson, proofOf, proofText } from "./explain-answer.ts";
import { definitionsBehind } from "./explain-definitions.ts";
import { ANOMALY } from "./figures/anomaly.ts";
import { BUDGET } from "./figures/budget.ts";
import { CHARGES } from "./figures/charges.ts";
import { COMMITMENT_ACCOUNT } from "./figures/commitment-account.ts";
import { COMMITMENTS } from "./figures/commitments.ts";
import { CONTAINERS } from "./figures/containers.ts";
import { FAIR_SHARE } from "./figures/fair-share.ts";
import type { Asked, FigureKind, OptionName, Options } from "./figures/figure-kind.ts";
import { FINDING } from "./figures/finding.ts";
import { FORECAST } from "./figures/forecast.ts";
import { INVOICE } from "./figures/invoice.ts";
import { PARITY } from "./figures/parity.ts";
import { RESTATEMENT } from "./figures/restatement.ts";
import { COVERAGE, UNIT } from "./figures/unit.ts";
import { UNIT_COST } from "./figures/unit-cost.ts";
import { rangeOf } from "./query-arguments.ts";
import { table } from "./table.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { noMore, required, UsageError } from "./usage.ts";
import { withWorkspace } from "./workspace-option.ts";

/** Figures by the word they are asked for with. */
export const FIGURES = {
  unit: UNIT,
  coverage: COVERAGE,
  "unit-cost": UNIT_COST,
  commitments: COMMITMENTS,
  "commitment-account": COMMITMENT_ACCOUNT,
  "fair-share": FAIR_SHARE,
  charges: CHARGES,
  anomaly: ANOMALY,
  containers: CONTAINERS,
  budget: BUDGET,
  forecast: FORECAST,
  finding: FINDING,
  invoice: INVOICE,
  restatement: RESTATEMENT,
  parity: PARITY,
} as const satisfies Readonly<Record<string, FigureKind>>;

export type FigureName = keyof typeof FIGURES;

export function figureNamed(text: string): FigureName {
  const known = Object.keys(FIGURES) as readonly FigureName[];
  const found = known.find((name) => name === text);
  if (found === undefined) throw new UsageError(`there is no figure "${text}", only ${known.join(", ")}`);
  return found;
}

type Given = {
  readonly names: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
};

/** A figure with its formula, the numbers put in, and the costs behind it counted anew. */
export async function explainFigure(
  kind: FigureName,
  { names, options, terminal }: Given,
): Promise<ExitCode> {
  const { takes, takesName, answer }: FigureKind = FIGURES[kind];
  const [name, ...others] = names;
  noMore(takesName ? others : names);
  refuseOthers(kind, options, takes);
  rangeOf(options.from, options.to, null);
  const workspace = required(options.workspace, "--workspace");
  const directory = resolve(terminal.directory, workspace);
  const { signal } = terminal;
  const answered = await withWorkspace(workspace, terminal, async (client) => {
    const schema = await client.workspace.schema();
    const currency = options.currency?.toUpperCase() ?? null;
    const told = await answer({ client, schema, directory, name, options, currency, signal, terminal });
    if (typeof told === "string") return told;
    const figure = "formula" in told ? told : null;
    const cell = "formula" in told ? (told.base?.cell ?? null) : told;
    return { figure, proof: cell === null ? null : await proofBehind(cell, { client, directory, signal }) };
  });
  if (typeof answered === "string") {
    terminal.err(`cloudspend: ${answered}\n`);
    return 1;
  }
  const { figure, proof } = answered;
  const base = proof === null ? null : proofJson(proof);
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ figure, base }, null, 2)}\n`
      : [...(figure === null ? [] : [textOf(figure)]), ...(proof === null ? [] : [proofText(proof)])].join(
          "\n",
        ),
  );
  return proof === null ? 0 : judged(proof, terminal);
}

function refuseOthers(kind: FigureName, options: Options, takes: readonly OptionName[]): void {
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const [wrong] = given.filter((name) => !["workspace", "json", ...takes].includes(name));
  if (wrong !== undefined) throw new UsageError(`"explain ${kind}" takes no --${wrong}`);
}

type Within = Pick<Asked, "client" | "directory" | "signal">;

async function proofBehind(cell: CostCell, { client, directory, signal }: Within): Promise<Proof> {
  const named = cell.filters.map(({ dimension }) => dimension);
  const profiles = await definitionsBehind(named, directory);
  return proofOf(client, profiles === undefined ? cell : { ...cell, profiles }, signal);
}

/** The formula, the numbers in it and what else decides it. */
function textOf(figure: ExplainedFigure): string {
  const { formula, terms, notes, differences, base, currency } = figure;
  return [
    figureSentence(figure),
    write(figure.value, currency),
    "",
    formula.symbols,
    `    = ${workedOut(figure, (value) => write(value, null))}`,
    `    ${formula.words}`,
    "",
    table(
      [
        { name: "", align: "left" },
        { name: "What", align: "left" },
        { name: "Value", align: "right" },
        { name: "Columns", align: "left" },
      ],
      terms.map(({ symbol, name, value, columns }) => [symbol, name, write(value, currency), columns ?? ""]),
    ),
    ...terms.flatMap(({ symbol, madeOf, of }) => [
      ...(madeOf === undefined ? [] : [`${symbol} = ${madeWords(madeOf, (value) => write(value, null))}`]),
      ...(of === undefined ? [] : [`${symbol}: ${cellSentence(of, NAMES)}`]),
    ]),
    ...notes.map((note) => `- ${note}`),
    ...(differences.length === 0
      ? []
      : [
          "",
          "Why another figure may be shown elsewhere:",
          ...differences.map((difference) => `- ${difference}`),
        ]),
    ...(base === null ? [] : ["", `The costs behind it: ${base.name}`, ""]),
  ].join("\n");
}

/** Every digit of an amount; a share rounded to hundredths of a percent. */
function write(value: FigureValue, currency: string | null): string {
  switch (value.kind) {
    case "money":
      return NAMES.amount(value.amount, currency);
    case "ratio":
      return value.ratio === null ? "not known" : `${(value.ratio * 100).toFixed(2)} %`;
    case "quantity":
      return value.amount === null ? "not known" : `${value.amount} ${value.unit}`;
  }
}
