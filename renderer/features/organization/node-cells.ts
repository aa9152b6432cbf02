import type { OrganizationAnswer, OrganizationNode } from "#core/organization/organization.ts";
import type { CellRows } from "#core/report/csv-text.ts";
import type { TreeRow } from "#core/report/tree-rows.ts";
import { nodeMarks, nodeName } from "../../format/organization.ts";

type Heads = { readonly metric: string; readonly comparedWith: string | null };

/** The tree as a table with exact figures; a level has a number, a unit its path. */
export function nodeCells(
  rows: readonly TreeRow<OrganizationNode>[],
  answer: OrganizationAnswer,
  { metric, comparedWith }: Heads,
): CellRows {
  const money = answer.currency === null ? metric : `${metric} (${answer.currency})`;
  const past = (value: string | null): (string | null)[] => (comparedWith === null ? [] : [value]);
  return [
    [
      "Level",
      "Kind",
      "Name",
      "Account",
      "Payer",
      "Note",
      "Services",
      "Regions",
      money,
      ...(comparedWith === null ? [] : [`${money} ${comparedWith}`]),
    ],
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
    ["", "", "Total", null, null, "", "", "", answer.total, ...past(answer.before)],
  ];
}
