import { treeRows } from "#core/report/tree-rows.ts";
import type {
  OrganizationAnswer,
  OrganizationNode,
  OrganizationQuery,
} from "#core/organization/organization.ts";
import { comparisonRange } from "#core/time/comparison.ts";
import type { DateRange } from "#core/time/period.ts";
import { count, moneyColumn } from "../money.ts";
import { checkKeys, filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend organization - what payers, organizational units and linked accounts cost, as a tree

Usage: cloudspend organization --workspace DIR [options]

  --workspace DIR        the workspace folder
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --metric M             any metric of "query" but usageAmount; without it unblended
  --filter 'D=V,V'       as for "query"; may be repeated, all apply
  --currency C           answer in this currency where there are several; amounts are never converted
  --json                 { "range", "before", "currency", "total", "nodes": [{ "id", "parentId", "kind", "name", "accountId",
                         "cost", "before", "services", "regions", "state", "membership", ... }], ... }

"kind" is payer, unit, outside (on the payer's bill, but not in its organization) or account. Units come from AWS
Organizations, or from the third column of a file of account names. Every node is the sum of its children, and the payers
sum to the bill. "before" is the period before, where the workspace holds all of it.

Example: cloudspend organization --workspace ./acme --from 2024-03-01 --to 2024-03-31 --metric amortized
`;

type Asked = Pick<OrganizationQuery, "metric" | "filters" | "currency">;
type Answer = { readonly query: OrganizationQuery; readonly answer: OrganizationAnswer };

export const organizationCommand: Command = {
  name: "organization",
  summary: "payers, organizational units and linked accounts, as a tree",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      metric: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const metric = metricOf(values.metric ?? "unblended");
    if (metric === "usageAmount") throw new UsageError("--metric usageAmount is no money");
    const asked: Asked = {
      metric,
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
    };
    rangeOf(values.from, values.to, null);
    const found = await withWorkspace(required(values.workspace, "--workspace"), terminal, async (client) => {
      const schema = await client.workspace.schema();
      checkKeys(
        asked.filters.map(({ dimension }) => dimension),
        schema,
      );
      const range = rangeOf(values.from, values.to, schema.range);
      if (range === null) return null;
      const query = { ...asked, range, before: beforeOf(range, schema.range), trend: range };
      return { query, answer: await client.organization.query(query, { signal: terminal.signal }) };
    });
    if (found === null) {
      terminal.err("cloudspend: the workspace holds no billing period yet.\n");
      return 1;
    }
    terminal.out(values.json === true ? `${JSON.stringify(documentOf(found), null, 2)}\n` : tableOf(found));
    const { missing } = found.answer;
    if (missing.length === 0) return 0;
    const periods = missing.map(({ billingPeriod }) => billingPeriod).join(", ");
    terminal.err(`cloudspend: ${metric} is not available for ${periods}; choose another metric or range.\n`);
    return 1;
  },
};

function beforeOf(range: DateRange, held: DateRange | null): DateRange | null {
  const before = comparisonRange(range, "previousPeriod");
  return held !== null && before.from >= held.from && before.to <= held.to ? before : null;
}

function documentOf({ query, answer }: Answer) {
  const { range, before, metric } = query;
  const { currency, total, lineItems, nodes, missing } = answer;
  return {
    metric,
    range,
    before,
    currency,
    total,
    totalBefore: answer.before,
    lineItems,
    nodes: nodes.map((node) => ({ ...node, trend: undefined })),
    missing,
  };
}

function tableOf({ query, answer }: Answer): string {
  const rows = treeRows(answer.nodes, { closed: new Set() });
  const now = moneyColumn([...rows.map(({ item }) => item.cost), answer.total]);
  const past = moneyColumn([...rows.map(({ item }) => item.before), answer.before]);
  const isCompared = query.before !== null;
  const lines = rows.map(({ item, level }, at) => [
    `${"  ".repeat(level - 1)}${nameOf(item)}`,
    item.accountId ?? "",
    noteOf(item),
    count(item.services),
    ...(isCompared ? [past[at] ?? ""] : []),
    now[at] ?? "",
  ]);
  const money = answer.currency === null ? query.metric : `${query.metric} (${answer.currency})`;
  return table(
    [
      { name: "payer, unit, account", align: "left" },
      { name: "account", align: "left" },
      { name: "note", align: "left" },
      { name: "services", align: "right" },
      ...(isCompared ? [{ name: "before", align: "right" } as const] : []),
      { name: money, align: "right" },
    ],
    lines,
    ["Total", "", "", "", ...(isCompared ? [past.at(-1) ?? ""] : []), now.at(-1) ?? ""],
  );
}

function nameOf({ kind, name, accountId }: OrganizationNode): string {
  if (kind === "outside") return "Billed, but not in the organization";
  return name ?? accountId ?? "no account";
}

function noteOf({ kind, state, membership, lineItems }: OrganizationNode): string {
  const notes = [
    ...(state === null || state === "ACTIVE" ? [] : [state.toLowerCase().replaceAll("_", " ")]),
    ...(membership === "left" ? ["has left"] : []),
    ...(kind === "account" && lineItems === 0 ? ["no cost"] : []),
  ];
  return notes.join(", ");
}
