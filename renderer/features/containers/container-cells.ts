import type { ContainerAnswer, ContainerNode, Reconciliation } from "#core/container/container.ts";
import { efficiencyOf } from "#core/container/efficiency.ts";
import { column, moneyColumn, type ExportTable } from "#core/export/export-table.ts";

/** The rows as a table with exact figures. */
export function containerTable(
  nodes: readonly ContainerNode[],
  { currency, total }: ContainerAnswer,
): Omit<ExportTable, "title"> {
  return {
    columns: [
      ...["Kind", "Platform", "Account", "Region", "Cluster", "Namespace", "Workload", "Type"].map((name) =>
        column(name),
      ),
      ...["Cost", "Split", "Unused", "Fargate", "Reserved and not used", "Before"].map((name) =>
        moneyColumn(name, currency),
      ),
    ],
    rows: [
      ...nodes.map((node) => [
        node.kind,
        node.platform,
        node.account,
        node.region,
        node.cluster,
        node.namespace,
        node.workload,
        node.workloadType,
        node.cost,
        node.split,
        node.unused,
        node.fargate,
        efficiencyOf(node).idle,
        node.before,
      ]),
      [
        "Total",
        ...Array.from({ length: 7 }, () => null),
        total.cost,
        total.split,
        total.unused,
        total.fargate,
        efficiencyOf(total).idle,
        total.before,
      ],
    ],
  };
}

/** Lines of the addition, from the containers to the bill. */
export const ADDITION = [
  {
    name: "Containers: what they reserved or used",
    title: "split_line_item_split_cost",
    of: ({ split }: Reconciliation) => split,
  },
  {
    name: "Containers: their part of what nobody used",
    title: "split_line_item_unused_cost",
    of: ({ unused }: Reconciliation) => unused,
  },
  {
    name: "Of these instances, given to nobody",
    title: "Cost of the instances less both parts above: rounding of AWS, or hours without split rows",
    of: ({ difference }: Reconciliation) => difference,
  },
  {
    name: "Containers on Fargate",
    title: "They run without instances and have line items of their own",
    of: ({ fargate }: Reconciliation) => fargate,
  },
  {
    name: "Instances without split rows",
    title: "Instances, and hours of instances, on which no container was reported",
    of: ({ whole }: Reconciliation) => whole,
  },
  { name: "Everything else", title: "All other line items", of: ({ rest }: Reconciliation) => rest },
] as const;

/** A row per month, its parts in columns. */
export function reconciliationTable({
  currency,
  reconciliation,
}: ContainerAnswer): Omit<ExportTable, "title"> {
  return {
    columns: [
      column("Month"),
      ...ADDITION.map(({ name }) => moneyColumn(name, currency)),
      moneyColumn("The bill", currency),
      moneyColumn("Left over", currency),
      column("Instance hours split", "integer"),
      column("Of these, apart from their instance", "integer"),
      column("Of these, without their instance", "integer"),
    ],
    rows: reconciliation.map((month) => [
      month.billingPeriod,
      ...ADDITION.map(({ of }) => of(month)),
      month.bill,
      month.leftOver,
      String(month.hours),
      String(month.hoursApart),
      String(month.hoursMissing),
    ]),
  };
}
