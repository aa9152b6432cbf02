import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import type { FindingItem, FindingMark, FindingsAnswer } from "#core/finding/findings-query.ts";
import { CONFIDENCE_WORDS, FINDING_STATUS_WORDS, STAGE_WORDS } from "#core/format/findings.ts";
import { resourceName } from "../../format/resources.ts";
import type { ListedFinding } from "#core/finding/listed-finding.ts";

type Table = Omit<ExportTable, "title">;

/** The findings as they are listed, with what was decided on them. */
export function findingTable(
  listed: readonly ListedFinding[],
  { currency, months }: FindingsAnswer,
  marks: readonly FindingMark[],
): Table {
  const marked = new Map(marks.map((mark) => [mark.id, mark]));
  return {
    columns: [
      column("Finding"),
      column("Confidence"),
      column("Stage"),
      column("Month"),
      column("Things", "integer"),
      moneyColumn("Cost", currency),
      moneyColumn("Saves alone", currency),
      moneyColumn("Saves, overlaps removed", currency),
      column("Status"),
      column("Owner"),
      column("Note"),
      column("Why"),
      column("How much"),
      column("How to mend it"),
      column("Command"),
      column("Source"),
    ],
    rows: listed.map(({ rule, status, items, cost, found, kept }) => [
      rule.title,
      `${rule.confidence}: ${CONFIDENCE_WORDS[rule.confidence].name}`,
      STAGE_WORDS[rule.stage].name,
      months.at(-1) ?? null,
      String(items),
      cost,
      found,
      kept,
      FINDING_STATUS_WORDS[status].name,
      marked.get(rule.id)?.owner || null,
      marked.get(rule.id)?.note || null,
      rule.why,
      rule.formula,
      rule.fix.console,
      rule.fix.cli,
      rule.source,
    ]),
  };
}

/** Where the findings are: one row per finding, account and service. */
export function placeTable(listed: readonly ListedFinding[], { currency }: FindingsAnswer): Table {
  return {
    columns: [
      column("Finding"),
      column("Account"),
      column("Account id"),
      column("Service"),
      column("Things", "integer"),
      moneyColumn("Cost", currency),
      moneyColumn("Saves alone", currency),
      moneyColumn("Saves, overlaps removed", currency),
    ],
    rows: listed.flatMap(({ rule, result }) =>
      result.parts.map((part) => [
        rule.title,
        part.accountLabel,
        part.account,
        part.service,
        String(part.items),
        part.cost,
        part.found,
        part.kept,
      ]),
    ),
  };
}

/** Where the rows of `itemTable` tell their month. */
export const ITEM_MONTH_AT = 2;

/** What one finding is made of. */
export function itemTable(items: readonly FindingItem[], currency: string): Table {
  return {
    columns: [
      column("Resource"),
      column("Resource (as billed)"),
      column("Month"),
      column("Account"),
      column("Account id"),
      column("Service"),
      column("Region"),
      column("Usage types"),
      column("Line items", "integer"),
      moneyColumn("Charged", currency),
      moneyColumn("Cost", currency),
      moneyColumn("Saves alone", currency),
      moneyColumn("Saves, overlaps removed", currency),
    ],
    rows: items.map((item) => [
      resourceName(item.key),
      item.key,
      item.month,
      item.accountLabel,
      item.account,
      item.service,
      item.region,
      item.usageTypes.join("; "),
      String(item.lineItems),
      item.charged,
      item.cost,
      item.found,
      item.kept,
    ]),
  };
}
