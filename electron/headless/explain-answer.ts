import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { differenceWords } from "#core/cost/explain/difference-words.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import { cellSentence, formulasOf, partName, storeWords } from "#core/cost/explain/explanation-text.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import { profileWords } from "#core/cost/explain/profile-words.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { addDays } from "#core/time/period.ts";
import type { EngineClient } from "../transport/client.ts";
import { count, moneyColumn } from "./money.ts";
import { table } from "./table.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** A number from its store and once more from the line items, which also tell the files. */
export type Proof = { readonly stored: Explanation; readonly counted: Explanation };

export async function proofOf(client: EngineClient, cell: CostCell, signal: AbortSignal): Promise<Proof> {
  const stored = await client.cost.explain({ cell, from: "store" }, { signal });
  return { stored, counted: await client.cost.explain({ cell, from: "lineItems" }, { signal }) };
}

/** Says so where the two differ; 1 then, and where files of the range cannot support the metric. */
export function judged({ stored, counted }: Proof, terminal: Terminal): ExitCode {
  const isEqual = stored.total === counted.total;
  if (!isEqual)
    terminal.err("cloudspend: the roll-up and the line items differ; import the periods again.\n");
  return isEqual && stored.missing.length === 0 ? 0 : 1;
}

/** As `--json` gives it. */
export function proofJson({ stored, counted }: Proof) {
  const differences = counted.differences.map((difference) => ({
    ...difference,
    words: differenceWords(difference, counted.cell.metric),
  }));
  const { answeredFrom, total } = stored;
  return {
    ...counted,
    total,
    answeredFrom,
    recomputed: { total: counted.total, isEqual: total === counted.total },
    differences,
  };
}

/** How explanations write things on the command line. */
export const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (ref) => ref,
  value: (_, value) => value ?? "(no value)",
  range: ({ from, to }) => `${from} to ${addDays(to, -1)}`,
  count,
  amount: (amount, currency) => (amount === null ? "not available" : `${amount} ${currency ?? ""}`.trim()),
};

/** The number, its parts, formulas, files and why others may differ. */
export function proofText({ stored, counted }: Proof): string {
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
