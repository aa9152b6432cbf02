import { chargeScopeWords } from "../../format/charges.ts";
import { containerScopeWords } from "../../format/containers.ts";
import { type Decimal, sum } from "../../money/decimal.ts";
import type { CostCell } from "./cost-cell.ts";
import { differenceWords } from "./difference-words.ts";
import type { ExplainedFormula, ExplainedPart, Explanation } from "./explanation.ts";
import { type ExplainNames, filterWords } from "./filter-words.ts";
import { profileWords } from "./profile-words.ts";

/** What the number is, in one sentence without its amount. */
export function cellSentence(cell: CostCell, names: ExplainNames): string {
  const when = cell.hour === null ? names.range(cell.range) : `${cell.hour.replace("T", ", ")} UTC`;
  const filters = cell.filters.map((filter) => filterWords(filter, names));
  const charges = cell.charges === undefined ? [] : [chargeScopeWords(cell.charges)];
  const containers = cell.containers === undefined ? [] : [containerScopeWords(cell.containers)];
  const rest =
    cell.without === null
      ? []
      : [
          `without ${names.count(cell.without.keys.length)} ${cell.without.keys.length === 1 ? "group" : "groups"} of ${cell.without.dimensions.map(names.dimension).join(" and ")}`,
        ];
  return `${[`${names.metric(cell.metric)}, ${when}`, ...charges, ...containers, ...filters, ...rest].join("; ")}.`;
}

/** What a part's line items are called: type, and unit of usage amounts. */
export function partName({ lineItemType, unit, isSplit }: ExplainedPart, names: ExplainNames): string {
  const named = names.value("lineItemType", lineItemType);
  const type = isSplit === true ? `${named}, split cost rows` : named;
  return unit === null || unit === "" ? type : `${type} (${unit})`;
}

/** Parts with the same formula, so that each is told once. */
export function formulasOf(
  parts: readonly ExplainedPart[],
): readonly { readonly formula: ExplainedFormula; readonly parts: readonly ExplainedPart[] }[] {
  const told = new Map<string, { formula: ExplainedFormula; parts: ExplainedPart[] }>();
  for (const part of parts) {
    const key = `${part.formula.symbols}\n${part.formula.words}`;
    const held = told.get(key);
    if (held === undefined) told.set(key, { formula: part.formula, parts: [part] });
    else if (held.parts.every(({ lineItemType }) => lineItemType !== part.lineItemType))
      held.parts.push(part);
  }
  return [...told.values()];
}

/** The whole explanation as text, cells separated by tabs, to paste into a mail or a sheet. */
export function explanationText(told: Explanation, names: ExplainNames): string {
  const { cell, total, currency, lineItems, parts, deliveries, differences, askedInAws = [] } = told;
  const amount = (value: Decimal | null) => names.amount(value, currency);
  const added = sum(parts.map((part) => part.amount ?? "0.0"));
  return [
    cellSentence(cell, names),
    ...profileWords(cell, names).flatMap(({ name, lines }) => [`${name} is made by rules:`, ...lines]),
    `${amount(total)}, ${names.count(lineItems)} line items, answered from ${storeWords(told.answeredFrom)}.`,
    "",
    row("Line-item type", "Line items", "Unblended cost", names.metric(cell.metric), "Per line item"),
    ...parts.map((part) =>
      row(
        partName(part, names),
        names.count(part.lineItems),
        amount(part.unblended),
        amount(part.amount),
        part.formula.symbols,
      ),
    ),
    ...(total === null ? [] : [row("Sum", names.count(lineItems), "", amount(added), "")]),
    "",
    ...formulasOf(parts).flatMap(({ formula, parts: own }) => [
      `${formula.symbols} (${own.map(({ lineItemType }) => lineItemType ?? "no type").join(", ")}): ${formula.words}`,
      ...formula.where.map(
        ({ symbol, header, column }) => `  ${symbol} = ${header ?? `${column}, not in these files: empty`}`,
      ),
    ]),
    "",
    row("Delivery and file", "SHA-256", "Line items", names.metric(cell.metric)),
    ...deliveries.flatMap((delivery) => [
      row(
        `${delivery.reportName} ${delivery.billingPeriod}${delivery.inAws === true ? ", in AWS" : ""}`,
        "",
        names.count(delivery.lineItems),
        amount(delivery.amount),
      ),
      ...(delivery.files ?? []).map((file) =>
        row(`  ${file.source}`, file.sha256, names.count(file.lineItems), amount(file.amount)),
      ),
    ]),
    ...askedInAws.flatMap(({ database, table, billingPeriods, sql }) => [
      "",
      `Asked in Athena of ${database}.${table}, ${billingPeriods.join(", ")}:`,
      sql,
    ]),
    ...(differences.length === 0
      ? []
      : [
          "",
          "Cost Explorer may show another number:",
          ...differences.map((difference) => `- ${differenceWords(difference, cell.metric)}`),
        ]),
  ].join("\n");
}

/** Where a number was read from, for people. */
export function storeWords(store: Explanation["answeredFrom"]): string {
  switch (store) {
    case "daily":
      return "the daily roll-up";
    case "dailyResource":
      return "the daily roll-up of resources";
    case "lineItems":
      return "the line items";
  }
}

function row(...cells: readonly string[]): string {
  return cells.join("\t");
}
