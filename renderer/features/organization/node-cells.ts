import { column, moneyColumn, type ExportTable } from "#core/export/export-table.ts";
import type { OrganizationAnswer, OrganizationNode } from "#core/organization/organization.ts";
import type { TreeRow } from "#core/report/tree-rows.ts";
import { nodeMarks, nodeName } from "../../format/organization.ts";

type Heads = { readonly metric: string; readonly comparedWith: string | null };

/** The tree as a table with exact figures; a row tells its level. */
export function nodeTable(
  rows: readonly TreeRow<OrganizationNode>[],
  answer: OrganizationAnswer,
  { metric, comparedWith }: Heads,
): Omit<ExportTable, "title"> {
  const past = (value: string | null): (string | null)[] => (comparedWith === null ? [] : [value]);
  return {
    columns: [
      column("Level", "integer"),
      column("Kind"),
      column("Name"),
      column("Account"),
      column("Payer"),
      column("Note"),
      column("Services", "integer"),
      column("Regions", "integer"),
      moneyColumn(metric, answer.currency),
      ...(comparedWith === null ? [] : [moneyColumn(`${metric} ${comparedWith}`, answer.currency)]),
    ],
    rows: [
      ...rows.map(({ item, level }) => [
        String(level),
        item.kind,
        nodeName(item),
        item.accountId,
        item.payerAccountId,
        nodeMarks(item)
          .map(({ label }) => label)
          .join(", "),
        String(item.services),
        String(item.regions),
        item.cost,
        ...past(item.before),
      ]),
      [null, null, "Total", null, null, null, null, null, answer.total, ...past(answer.before)],
    ],
  };
}
