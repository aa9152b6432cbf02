import { compare } from "#core/compare/compare.ts";
import {
  EFFECTS,
  type ComparedMetric,
  type ComparisonAnswer,
  type ComparisonQuery,
  type Effects,
  type PeriodQuery,
} from "#core/compare/comparison.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { compare as compareDecimals, sum, type Decimal } from "#core/money/decimal.ts";
import { comparisonRange } from "#core/time/comparison.ts";
import {
  addDays,
  isBillingPeriod,
  isUsageDate,
  periodOf,
  rangeOfPeriod,
  type DateRange,
} from "#core/time/period.ts";
import type { EngineClient } from "../../transport/client.ts";
import { moneyColumn } from "../money.ts";
import { checkKeys, filterOf, groupByOf, metricOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, positiveInteger, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend compare - two periods, and what makes the difference

Usage: cloudspend compare --workspace DIR [options]

  --workspace DIR        the workspace folder
  --now P                a month (2026-10) or days (2026-10-01..2026-10-14, both INCLUDED); without it the last
                         month with data
  --before P             what it is held against; without it the month, or the same days, before
  --other DIR            another workspace that --before is taken from; accounts are then not told apart
  --by D,D               up to three dimensions; without it service
  --metric M             any metric of "query" but usageAmount; without it unblended
  --filter 'D=V,V'       as for "query"; may be repeated, all apply
  --currency C           compare in this currency where there are several; amounts are never converted
  --real-time            no effect for the time held: a longer month is more volume
  --top N                groups to list, largest change first (30)
  --products N           also list the N products with the largest change
  --effect E             with --products: the largest by this effect: ${EFFECTS.join(", ")}
  --json                 { "before", "now", "change", "effects", "groups": [{ "key", "before", "now", "change", "effects" }], ... }

Usage is compared by account, service, region, usage type and operation, where an amount has one unit:
  new, gone   nothing was used of it before, or now
  calendar    the time alone: days, or parts of months for units per month
  volume      what more is used of it, at its old cost
  mix         what goes to another purchase option, at that option's old price
  price       what the same amounts of the same options cost more
Charges without an amount are the plain difference: unmeasured usage, commitments, fees, tax, credits, refunds, discounts.
All effects sum to the change, to the last digit.

Example: cloudspend compare --workspace ./acme --now 2026-10 --before 2025-10 --by service,linkedAccount
`;

type Asked = Omit<ComparisonQuery, "before" | "now">;

export const compareCommand: Command = {
  name: "compare",
  summary: "two periods, and what makes the difference",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      other: { type: "string" },
      now: { type: "string" },
      before: { type: "string" },
      by: { type: "string", multiple: true },
      metric: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      "real-time": { type: "boolean" },
      top: { type: "string" },
      products: { type: "string" },
      effect: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const asked: Asked = {
      metric: moneyMetric(values.metric ?? "unblended"),
      filters: (values.filter ?? []).map(filterOf),
      groupBy: values.by === undefined ? ["service"] : atMostThree(groupByOf(values.by)),
      currency: values.currency?.toUpperCase() ?? null,
      byAccount: values.other === undefined,
      byDays: values["real-time"] !== true,
      top: positiveInteger(values.top, "--top") ?? 30,
      products: {
        effect: values.effect === undefined ? null : effectOf(values.effect),
        limit: positiveInteger(values.products, "--products") ?? (values.effect === undefined ? 0 : 20),
      },
    };
    const ranges = {
      now: periodOption(values.now, "--now"),
      before: periodOption(values.before, "--before"),
    };
    const workspace = required(values.workspace, "--workspace");
    const answer =
      values.other === undefined
        ? await compareWithin(workspace, ranges, asked, terminal)
        : await compareAcross({ workspace, other: values.other }, ranges, asked, terminal);
    if (answer === null) {
      terminal.err("cloudspend: the workspace holds no billing period yet.\n");
      return 1;
    }
    terminal.out(values.json === true ? `${JSON.stringify(answer, null, 2)}\n` : textOf(asked, answer));
    return conclude(asked, answer, terminal);
  },
};

type Ranges = { readonly now: DateRange | null; readonly before: DateRange | null };

async function compareWithin(
  workspace: string,
  ranges: Ranges,
  asked: Asked,
  terminal: Terminal,
): Promise<ComparisonAnswer | null> {
  return withWorkspace(workspace, terminal, async (client) => {
    const now = ranges.now ?? (await newestMonth(client));
    if (now === null) return null;
    await checkNames(client, asked);
    const before = ranges.before ?? comparisonRange(now, "previousPeriod");
    const sides = {
      before: { kind: "own", range: before },
      now: { kind: "own", range: now },
    } as const;
    return client.comparison.query({ ...asked, ...sides }, { signal: terminal.signal });
  });
}

/** Each workspace is opened by an engine of its own, one after the other; nothing of one is kept by the other. */
async function compareAcross(
  paths: { readonly workspace: string; readonly other: string },
  ranges: Ranges,
  asked: Asked,
  terminal: Terminal,
): Promise<ComparisonAnswer | null> {
  const sumsOf = (path: string, range: DateRange | null) =>
    withWorkspace(path, terminal, async (client) => {
      const wanted = range ?? (await newestMonth(client));
      if (wanted === null) return null;
      await checkNames(client, asked);
      const query: PeriodQuery = {
        metric: asked.metric,
        filters: asked.filters,
        groupBy: asked.groupBy,
        currency: asked.currency,
        byAccount: asked.byAccount,
        range: wanted,
      };
      return client.comparison.sums(query, { signal: terminal.signal });
    });
  const now = await sumsOf(paths.workspace, ranges.now);
  const before = await sumsOf(paths.other, ranges.before ?? now?.range ?? null);
  return now === null || before === null ? null : compare({ before, now }, asked);
}

async function newestMonth(client: EngineClient): Promise<DateRange | null> {
  const held = (await client.workspace.schema()).range;
  if (held === null) return null;
  const month = rangeOfPeriod(periodOf(addDays(held.to, -1)));
  return { from: month.from, to: held.to < month.to ? held.to : month.to };
}

async function checkNames(client: EngineClient, { groupBy, filters }: Asked): Promise<void> {
  const refs: readonly DimensionRef[] = [...groupBy, ...filters.map(({ dimension }) => dimension)];
  checkKeys(refs, await client.workspace.schema());
}

function moneyMetric(text: string): ComparedMetric {
  const metric = metricOf(text);
  if (metric === "usageAmount") throw new UsageError("--metric usageAmount has no price to compare");
  return metric;
}

function atMostThree(refs: readonly DimensionRef[]): readonly DimensionRef[] {
  if (refs.length > 3) throw new UsageError("--by takes up to three dimensions");
  return refs;
}

function effectOf(text: string) {
  const found = EFFECTS.find((effect) => effect === text.toLowerCase());
  if (found === undefined) throw new UsageError(`there is no effect "${text}", only ${EFFECTS.join(", ")}`);
  return found;
}

function periodOption(text: string | undefined, option: string): DateRange | null {
  if (text === undefined) return null;
  if (isBillingPeriod(text)) return rangeOfPeriod(text);
  const [from = "", last = "", ...more] = text.split("..");
  if (more.length > 0 || !isUsageDate(from) || !isUsageDate(last) || from > last)
    throw new UsageError(
      `${option} must be a month like 2024-01 or days like 2024-01-01..2024-01-14, not "${text}"`,
    );
  return { from, to: addDays(last, 1) };
}

function textOf(asked: Asked, answer: ComparisonAnswer): string {
  const blocks = [
    waterfall(answer),
    groupTable(asked, answer),
    ...(answer.products.length > 0 ? [productTable(answer)] : []),
  ];
  return blocks.join("\n");
}

function waterfall({ before, now, effects }: ComparisonAnswer): string {
  const steps =
    effects === null ? [] : EFFECTS.filter((effect) => compareDecimals(effects[effect], "0") !== 0);
  const amounts = [before.total, ...steps.map((effect) => effects?.[effect] ?? null), now.total];
  const money = moneyColumn(amounts);
  const days = [before, now].map(
    ({ range, days: held }) => `${range.from}..${addDays(range.to, -1)}, ${held} days`,
  );
  return table(
    [
      { name: "", align: "left" },
      { name: now.currency ?? "", align: "right" },
    ],
    [
      [`Before (${days[0]})`, money[0] ?? ""],
      ...steps.map((effect, at) => [`  ${effect}`, money[at + 1] ?? ""]),
    ],
    [`Now (${days[1]})`, money.at(-1) ?? ""],
  );
}

/** Columns of the table: charges without an amount are one. */
const OTHER = EFFECTS.slice(EFFECTS.indexOf("unmeasured"));

function groupTable(
  { groupBy }: Asked,
  { groups, other, before, now, change, effects }: ComparisonAnswer,
): string {
  const rest = other === null ? [] : [{ ...other, name: `(${other.groups} more)` }];
  const rows = [
    ...groups.map((group) => ({
      ...group,
      name: group.key.map((part, at) => group.labels[at] ?? part ?? "(no value)").join(" > "),
    })),
    ...rest,
    { before: before.total, now: now.total, change, effects, name: "Total" },
  ];
  const shown = ["calendar", "new", "gone", "volume", "mix", "price"] as const;
  const columns = moneyColumns([
    rows.map((row) => row.before),
    rows.map((row) => row.now),
    rows.map((row) => row.change),
    ...shown.map((effect) => rows.map((row) => row.effects?.[effect] ?? null)),
    rows.map((row) => (row.effects === null ? null : otherOf(row.effects))),
  ]);
  const lines = rows.map(({ name }, at) => [name, ...columns.map((cells) => cells[at] ?? "")]);
  const names = [groupBy.join(" > "), "Before", "Now", "Change", ...shown, "other"];
  return table(
    names.map((name, at) => ({ name, align: at === 0 ? "left" : "right" })),
    lines.slice(0, -1),
    lines.at(-1),
  );
}

function productTable({ products }: ComparisonAnswer): string {
  const money = (pick: (product: (typeof products)[number]) => Decimal | null) =>
    moneyColumn(products.map(pick));
  const columns = [
    money(({ quantityBefore }) => quantityBefore),
    money(({ quantityNow }) => quantityNow),
    products.map(({ unit }) => unit ?? ""),
    money(({ before }) => before),
    money(({ now }) => now),
    money(({ change }) => change),
  ];
  const names = ["Product", "Amount before", "Amount now", "Unit", "Before", "Now", "Change"];
  return table(
    names.map((name, at) => ({ name, align: at === 0 || at === 3 ? "left" : "right" })),
    products.map(({ product, charge, key }, at) => [
      (product ?? [charge, ...key]).filter((part) => part !== null).join(" > "),
      ...columns.map((cells) => cells[at] ?? ""),
    ]),
  );
}

/** Columns of one table, all rounded alike. */
function moneyColumns(columns: readonly (readonly (Decimal | null)[])[]): readonly (readonly string[])[] {
  const cells = moneyColumn(columns.flat());
  let at = 0;
  return columns.map(({ length }) => cells.slice(at, (at += length)));
}

function otherOf(effects: Effects): Decimal {
  return sum(OTHER.map((effect) => effects[effect]));
}

function conclude(
  { metric }: Asked,
  { before, now, change }: ComparisonAnswer,
  terminal: Terminal,
): ExitCode {
  const missing = [...before.missing, ...now.missing].map(({ billingPeriod }) => billingPeriod);
  if (missing.length > 0) {
    terminal.err(
      `cloudspend: ${metric} is not available for ${[...new Set(missing)].join(", ")}; choose another metric or another period.\n`,
    );
    return 1;
  }
  for (const { range, total } of [before, now])
    if (total === null) {
      terminal.err(`cloudspend: nothing is held of ${range.from} to ${addDays(range.to, -1)}.\n`);
      return 1;
    }
  if (change === null) {
    terminal.err(
      `cloudspend: ${before.currency} and ${now.currency} are never added up, so there is no difference.\n`,
    );
    return 1;
  }
  if (now.openDay !== null)
    terminal.err(`cloudspend: ${now.openDay} is the newest day held; AWS may still add to it.\n`);
  return 0;
}
