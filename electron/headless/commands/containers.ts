import {
  CONTAINER_FILTERS,
  CONTAINER_METRICS,
  type ContainerAnswer,
  type ContainerMetric,
  type ContainerNode,
  type ContainerQuery,
  type Reconciliation,
} from "#core/container/container.ts";
import { efficiencyOf } from "#core/container/efficiency.ts";
import { treeRows } from "#core/report/tree-rows.ts";
import { comparisonRange } from "#core/time/comparison.ts";
import type { DateRange } from "#core/time/period.ts";
import { moneyColumn } from "../money.ts";
import { filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend containers - what runs in ECS and EKS, in the place of the instances it runs on

Usage: cloudspend containers --workspace DIR [options]

  --workspace DIR        the workspace folder
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --metric M             ${CONTAINER_METRICS.join(", ")}; without it amortized, which is what AWS splits
  --filter 'D=V,V'       on ${CONTAINER_FILTERS.join(", ")}; may be repeated, all apply
  --currency C           answer in this currency where there are several; amounts are never converted
  --reconcile            instead of the tree: month by month how containers and everything else make up the bill
  --json                 { "range", "currency", "total", "nodes": [{ "kind", "platform", "cluster", "namespace", "workload",
                         "cost", "split", "unused", "fargate", "resources", ... }], "reconciliation": [...], ... }

Needs split cost allocation data in the report (AWS: SPLIT_COST_ALLOCATION_DATA). Its rows share out what instances cost
and replace it: "cost" is split + unused + fargate, and all containers, the instances that were not split and everything
else are the bill. "unused" is a container's part of what nobody reserved or used.

Example: cloudspend containers --workspace ./acme --from 2024-03-01 --filter linkedAccount=111122223333 --json
`;

type Asked = Pick<ContainerQuery, "metric" | "filters" | "currency">;
type Found = { readonly query: ContainerQuery; readonly answer: ContainerAnswer };

export const containersCommand: Command = {
  name: "containers",
  summary: "clusters, namespaces and workloads of ECS and EKS, and how they fit the bill",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      metric: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      reconcile: { type: "boolean" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const asked: Asked = {
      metric: containerMetricOf(values.metric ?? "amortized"),
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
    };
    const foreign = asked.filters.find(
      ({ dimension }) => !CONTAINER_FILTERS.some((known) => known === dimension),
    );
    if (foreign !== undefined)
      throw new UsageError(
        `containers cannot be filtered by ${foreign.dimension}, only by ${CONTAINER_FILTERS.join(", ")}`,
      );
    rangeOf(values.from, values.to, null);
    const found = await withWorkspace(required(values.workspace, "--workspace"), terminal, async (client) => {
      const held = (await client.workspace.schema()).range;
      const range = rangeOf(values.from, values.to, held);
      if (range === null) return null;
      const query = { ...asked, range, before: beforeOf(range, held) };
      return { query, answer: await client.containers.query(query, { signal: terminal.signal }) };
    });
    if (found === null) {
      terminal.err("cloudspend: the workspace holds no billing period yet.\n");
      return 1;
    }
    if (values.json === true) terminal.out(`${JSON.stringify(documentOf(found), null, 2)}\n`);
    else if (found.answer.nodes.length > 0)
      terminal.out(values.reconcile === true ? reconciliationTable(found) : tableOf(found));
    return conclude(found, terminal);
  },
};

function containerMetricOf(text: string): ContainerMetric {
  const metric = metricOf(text);
  const found = CONTAINER_METRICS.find((known) => known === metric);
  if (found === undefined)
    throw new UsageError(`containers have no ${metric}, only ${CONTAINER_METRICS.join(", ")}`);
  return found;
}

function beforeOf(range: DateRange, held: DateRange | null): DateRange | null {
  const before = comparisonRange(range, "previousPeriod");
  return held !== null && before.from >= held.from && before.to <= held.to ? before : null;
}

function conclude({ query, answer }: Found, terminal: Terminal): ExitCode {
  const months = answer.missing.map(({ billingPeriod }) => billingPeriod);
  if (months.length > 0) {
    terminal.err(
      `cloudspend: ${query.metric} of containers is not available for ${months.join(", ")}; choose another metric or range.\n`,
    );
    return 1;
  }
  if (answer.nodes.length > 0) return 0;
  terminal.err(
    "cloudspend: there are no containers in this range; reports have them only where split cost allocation data was asked for.\n",
  );
  return 1;
}

function documentOf({ query, answer }: Found) {
  const { nodes, total, buckets: _buckets, ...rest } = answer;
  return {
    metric: query.metric,
    range: query.range,
    before: query.before,
    ...rest,
    total: { ...total, trend: undefined },
    nodes: nodes.map((node) => ({ ...node, trend: undefined, ...efficiencyOf(node) })),
  };
}

function tableOf({ query, answer }: Found): string {
  const rows = treeRows(answer.nodes, { closed: new Set() });
  const column = (amountOf: (node: ContainerNode) => string, whole: string): readonly string[] =>
    moneyColumn([...rows.map(({ item }) => amountOf(item)), whole]);
  const { total } = answer;
  const cost = column((node) => node.cost, total.cost);
  const split = column((node) => node.split, total.split);
  const unused = column((node) => node.unused, total.unused);
  const fargate = column((node) => node.fargate, total.fargate);
  const money = answer.currency === null ? query.metric : `${query.metric} (${answer.currency})`;
  return table(
    [
      { name: "cluster, namespace, workload", align: "left" },
      { name: "platform", align: "left" },
      { name: "efficiency", align: "right" },
      { name: "split", align: "right" },
      { name: "unused", align: "right" },
      { name: "fargate", align: "right" },
      { name: money, align: "right" },
    ],
    rows.map(({ item, level }, at) => [
      `${"  ".repeat(level - 1)}${nameOf(item)}`,
      level === 1 ? item.platform : "",
      shareText(efficiencyOf(item).share),
      split[at] ?? "",
      unused[at] ?? "",
      fargate[at] ?? "",
      cost[at] ?? "",
    ]),
    ["Total", "", "", split.at(-1) ?? "", unused.at(-1) ?? "", fargate.at(-1) ?? "", cost.at(-1) ?? ""],
  );
}

const LINES: readonly (readonly [string, (month: Reconciliation) => string])[] = [
  ["containers, split", ({ split }) => split],
  ["containers, unused", ({ unused }) => unused],
  ["of instances, not split", ({ difference }) => difference],
  ["fargate", ({ fargate }) => fargate],
  ["instances without split", ({ whole }) => whole],
  ["everything else", ({ rest }) => rest],
  ["left over", ({ leftOver }) => leftOver],
];

function reconciliationTable({ answer }: Found): string {
  const columns = answer.reconciliation.map((month) =>
    moneyColumn([...LINES.map(([, amountOf]) => amountOf(month)), month.bill]),
  );
  return table(
    [
      { name: answer.currency ?? "", align: "left" },
      ...answer.reconciliation.map(({ billingPeriod }) => ({ name: billingPeriod, align: "right" }) as const),
    ],
    [
      ...LINES.map(([name], at) => [name, ...columns.map((column) => column[at] ?? "")]),
      ["hours split", ...answer.reconciliation.map(({ hours }) => String(hours))],
      ["hours apart", ...answer.reconciliation.map(({ hoursApart }) => String(hoursApart))],
    ],
    ["The bill", ...columns.map((column) => column.at(-1) ?? "")],
  );
}

function nameOf({ kind, cluster, namespace, workload, workloads }: ContainerNode): string {
  if (kind === "others") return `${workloads} others`;
  return { cluster, namespace, workload }[kind] ?? `no ${kind} named`;
}

function shareText(share: number | null): string {
  return share === null ? "" : `${(share * 100).toFixed(1)} %`;
}
