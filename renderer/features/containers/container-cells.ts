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
    part: "split",
    of: ({ split }: Reconciliation) => split,
  },
  {
    name: "Containers: their part of what nobody used",
    title: "split_line_item_unused_cost",
    part: "unused",
    of: ({ unused }: Reconciliation) => unused,
  },
  {
    name: "Of these instances, given to nobody",
    title: "Cost of the instances less both parts above: rounding of AWS, or hours without split rows",
    part: null,
    of: ({ difference }: Reconciliation) => difference,
  },
  {
    name: "Containers on Fargate",
    title: "They run without instances and have line items of their own",
    part: "fargate",
    of: ({ fargate }: Reconciliation) => fargate,
  },
  {
    name: "Instances without split rows",
    title: "Instances, and hours of instances, on which no container was reported",
    part: "whole",
    of: ({ whole }: Reconciliation) => whole,
  },
  {
    name: "Everything else",
    title: "All other line items",
    part: "rest",
    of: ({ rest }: Reconciliation) => rest,
  },
] as const;

/** Counts of instance hours below the addition. */
export const HOURS = [
  {
    name: "Instance hours split",
    title: "Hours of instances whose cost was split among containers",
    measure: "hours",
    of: ({ hours }: Reconciliation) => hours,
  },
  {
    name: "Of these, apart from their instance",
    title: "The parts are more than a millionth apart from the instance",
    measure: "hoursApart",
    of: ({ hoursApart }: Reconciliation) => hoursApart,
  },
  {
    name: "Of these, without their instance",
    title: "Split rows name an instance that has no line item in that hour",
    measure: "hoursMissing",
    of: ({ hoursMissing }: Reconciliation) => hoursMissing,
  },
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
      ...HOURS.map(({ name }) => column(name, "integer")),
    ],
    rows: reconciliation.map((month) => [
      month.billingPeriod,
      ...ADDITION.map(({ of }) => of(month)),
      month.bill,
      month.leftOver,
      ...HOURS.map(({ of }) => String(of(month))),
    ]),
  };
}
