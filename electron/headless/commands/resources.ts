import { comparisonRange } from "#core/time/comparison.ts";
import { isUsageDate, type DateRange } from "#core/time/period.ts";
import {
  RESOURCE_ORDERS,
  RESOURCE_STATES,
  type Resource,
  type ResourceAttribute,
  type ResourcePage,
  type ResourceQuery,
} from "#core/resource/resource-query.ts";
import type { EngineClient } from "../../transport/client.ts";
import { count, moneyColumn } from "../money.ts";
import { checkKeys, filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { table, type TableColumn } from "../table.ts";
import { noMore, parse, positiveInteger, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const DEFAULT_LIMIT = 50;
const MOST_ROWS = 1_000_000;
const READ_AT_ONCE = 1_000;

const HELP = `
cloudspend resources - list the resources of a workspace, and which are new, gone or grown

Usage: cloudspend resources --workspace DIR [options]

  --workspace DIR        the workspace folder
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --new-since DATE       only resources first seen on or after the day, held against the days before it, as many as are held; the same as
                         --from DATE --state new
  --state S              new, appeared (returned after a break), gone, grown, shrunk or same, against the period before
  --search WORDS         only resources whose id holds all the words, in any case
  --filter 'D=V,V'       as in "cloudspend query"; may be repeated, all apply
  --metric M             unblended (without it), amortized and the others of "cloudspend query"
  --currency C           answer in this currency where there are several
  --sort S               cost (without it), before, change, firstSeen, lastSeen or resource (that one ascending)
  --limit N              at most N resources; without it ${DEFAULT_LIMIT}
  --json                 { "resources": [...], "count": N, "total": "...", "states": [...], ... }

A resource is what line items name as their resource id; line items without one are summed as "unassigned". First and
last seen are days with a line item that passes the filters, in all the data held. States are known only where the
workspace holds the whole period before; else --state and --new-since are refused.

Example: cloudspend resources --workspace ./acme --new-since 2024-03-10 --filter service=AmazonEC2 --json
`;

type Asked = Omit<ResourceQuery, "range" | "before" | "offset" | "limit">;

export const resourcesCommand: Command = {
  name: "resources",
  summary: "list resources with cost, first and last seen; what is new, gone or grown",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      "new-since": { type: "string" },
      state: { type: "string" },
      search: { type: "string" },
      filter: { type: "string", multiple: true },
      metric: { type: "string" },
      currency: { type: "string" },
      sort: { type: "string" },
      limit: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const directory = required(values.workspace, "--workspace");
    const since = sinceOf(values["new-since"], values.from, values.state);
    const asked: Asked = {
      metric: metricOf(values.metric ?? "unblended"),
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
      search: values.search ?? "",
      state: since === null ? oneOf(RESOURCE_STATES, values.state ?? null, "--state") : "new",
      sort: sortOf(values.sort),
    };
    const limit = positiveInteger(values.limit, "--limit") ?? DEFAULT_LIMIT;
    const from = since ?? values.from;
    rangeOf(from, values.to, null);
    const answer = await withWorkspace(directory, terminal, async (client) => {
      const schema = await client.workspace.schema();
      checkKeys(
        asked.filters.map(({ dimension }) => dimension),
        schema,
      );
      const range = rangeOf(from, values.to, schema.range);
      return range === null
        ? null
        : read(
            client,
            asked,
            periodsFor(range, since, schema.range),
            Math.min(limit, MOST_ROWS),
            terminal.signal,
          );
    });
    if (asked.state !== null && answer?.page.before === null) {
      terminal.err(
        `cloudspend: what is ${asked.state} cannot be told, as the workspace does not hold all of the period before; choose a later day to begin with.\n`,
      );
      return 1;
    }
    terminal.out(values.json === true ? `${resourcesJson(answer)}\n` : resourcesTable(answer));
    return 0;
  },
};

type Answer = { readonly range: DateRange; readonly page: ResourcePage; readonly rows: readonly Resource[] };

async function read(
  client: EngineClient,
  asked: Asked,
  { range, before }: Pick<ResourceQuery, "range" | "before">,
  most: number,
  signal: AbortSignal,
): Promise<Answer> {
  const rows: Resource[] = [];
  for (;;) {
    const limit = Math.min(READ_AT_ONCE, most - rows.length);
    const page = await client.resources.page(
      { ...asked, range, before, offset: rows.length, limit },
      { signal },
    );
    rows.push(...page.rows);
    if (page.rows.length < limit || rows.length >= most) return { range, page, rows };
  }
}

/** What is new since a day needs only some days before it; what has grown needs as many. */
function periodsFor(
  range: DateRange,
  since: string | null,
  held: DateRange | null,
): Pick<ResourceQuery, "range" | "before"> {
  const before = comparisonRange(range, "previousPeriod");
  const isShort = since !== null && held !== null && before.from < held.from && held.from < before.to;
  return { range, before: isShort ? { from: held.from, to: before.to } : before };
}

function resourcesJson(answer: Answer | null): string {
  const page = answer?.page;
  return JSON.stringify(
    {
      range: answer?.range ?? null,
      before: page?.before ?? null,
      currency: page?.currency ?? null,
      count: page?.resources ?? 0,
      total: page?.cost ?? null,
      unassigned: { cost: page?.unassigned.cost ?? null, lineItems: page?.unassigned.lineItems ?? 0 },
      states: page?.states ?? [],
      missing: page?.missing ?? [],
      resources: (answer?.rows ?? []).map((resource) => ({ ...resource, trend: undefined })),
    },
    null,
    2,
  );
}

const COLUMNS: readonly TableColumn[] = [
  { name: "resource", align: "left" },
  { name: "service", align: "left" },
  { name: "account", align: "left" },
  { name: "region", align: "left" },
  { name: "first seen", align: "left" },
  { name: "last seen", align: "left" },
  { name: "state", align: "left" },
  { name: "before", align: "right" },
];

function resourcesTable(answer: Answer | null): string {
  if (answer === null) return "The workspace holds no line items yet.\n";
  const { page, rows } = answer;
  const now = moneyColumn([...rows.map(({ cost }) => cost), page.cost]);
  const past = moneyColumn([...rows.map(({ before }) => before), page.beforeCost]);
  const isCompared = page.before !== null;
  const lines = rows.map((row, at) => [
    row.resourceId,
    named(row.service),
    named(row.linkedAccount),
    named(row.region),
    row.firstSeen,
    row.lastSeen,
    row.state ?? "",
    isCompared ? (past[at] ?? "") : "",
    now[at] ?? "",
  ]);
  const cost = { name: page.currency === null ? "cost" : `cost (${page.currency})`, align: "right" } as const;
  const foot = [
    `${count(rows.length)} of ${count(page.resources)} resources`,
    "",
    "",
    "",
    "",
    "",
    "",
    isCompared ? (past.at(-1) ?? "") : "",
    now.at(-1) ?? "",
  ];
  return table([...COLUMNS, cost], lines, foot);
}

function named({ value, label, others }: ResourceAttribute): string {
  const name = label ?? value ?? "";
  return others === 0 ? name : `${name} +${others}`;
}

function sinceOf(
  since: string | undefined,
  from: string | undefined,
  state: string | undefined,
): string | null {
  if (since === undefined) return null;
  if (from !== undefined || state !== undefined)
    throw new UsageError("--new-since stands for --from and --state together");
  if (!isUsageDate(since)) throw new UsageError(`--new-since must be a day like 2024-01-31, not "${since}"`);
  return since;
}

function sortOf(text: string | undefined): ResourceQuery["sort"] {
  const by = oneOf(RESOURCE_ORDERS, text ?? "cost", "--sort") ?? "cost";
  return { by, descending: by !== "resource" };
}

function oneOf<T extends string>(known: readonly T[], text: string | null, option: string): T | null {
  if (text === null) return null;
  const found = known.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found === undefined)
    throw new UsageError(`${option} must be one of ${known.join(", ")}, not "${text}"`);
  return found;
}
