import {
  DIFFERENCE_DIMENSIONS,
  type DifferenceAnswer,
  type DifferenceDimension,
  type Restatement,
  type RestatementReport,
  type RowDifferenceAnswer,
} from "#core/restatement/restatement.ts";
import { isBillingPeriod } from "#core/time/period.ts";
import type { EngineClient } from "../../transport/client.ts";
import { count, moneyColumn } from "../money.ts";
import { filterOf, metricOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { noMore, parse, positiveInteger, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend restatements - what AWS changed between two deliveries of a month

Usage: cloudspend restatements --workspace DIR [--month YYYY-MM [--by D | --rows [--limit N]]] [options]

  --workspace DIR   the workspace folder
  --month M         compares the last two deliveries of this month; without it all months are listed
  --by D            ${DIFFERENCE_DIMENSIONS.join(", ")}; without it service
  --rows            the line items instead, matched by what they say since AWS numbers them anew in every delivery
  --limit N         so many of them, the largest differences first; without it 50
  --metric M        any metric of "query" but usageAmount; without it unblended
  --filter 'D=V,V'  as for "query"; may be repeated
  --currency C      in this currency where there are several
  --json            { "restatements": [...], "unkept": [...], "space": ... }, or { "restatement", "difference" }

Sums of replaced deliveries are always kept, line items only for months that AWS had finalised and within the limit
set in the app. The difference is that of the later delivery less the earlier one; the groups sum to it exactly.

Example: cloudspend restatements --workspace ./acme --month 2024-01 --by linkedAccount
`;

type Compared = {
  readonly restatement: Restatement;
  readonly difference: DifferenceAnswer | RowDifferenceAnswer;
};

export const restatementsCommand: Command = {
  name: "restatements",
  summary: "what AWS changed between two deliveries of a month",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      month: { type: "string" },
      by: { type: "string" },
      rows: { type: "boolean" },
      limit: { type: "string" },
      metric: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const workspace = required(values.workspace, "--workspace");
    const { month } = values;
    if (month === undefined) {
      if (values.by !== undefined || values.rows === true)
        throw new UsageError("--by and --rows need --month");
      const report = await withWorkspace(workspace, terminal, (client) => client.restatements.list());
      terminal.out(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : listOf(report));
      return 0;
    }
    if (!isBillingPeriod(month)) throw new UsageError(`--month must be a month like 2024-01, not "${month}"`);
    const metric = metricOf(values.metric ?? "unblended");
    if (metric === "usageAmount") throw new UsageError("--metric usageAmount is no money");
    const groupBy = dimensionOf(values.by);
    const limit = positiveInteger(values.limit, "--limit") ?? 50;
    const asked = {
      metric,
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
    };
    const compare = async (client: EngineClient): Promise<Compared | null> => {
      const { restatements } = await client.restatements.list();
      const restatement = restatements.find(({ billingPeriod }) => billingPeriod === month);
      if (restatement === undefined) return null;
      const query = { ...asked, restatementId: restatement.id };
      const difference =
        values.rows === true
          ? await client.restatements.rows({ ...query, offset: 0, limit: Math.min(limit, 2_000) })
          : await client.restatements.compare({ ...query, groupBy });
      return { restatement, difference };
    };
    const compared = await withWorkspace(workspace, terminal, compare);
    if (compared === null) {
      terminal.err(
        `cloudspend: ${month} was not delivered twice; see "cloudspend restatements --workspace".\n`,
      );
      return 1;
    }
    if (values.json === true) terminal.out(`${JSON.stringify(compared, null, 2)}\n`);
    else tell(compared, groupBy, terminal);
    return "kind" in compared.difference && compared.difference.kind === "notKept" ? 1 : 0;
  },
};

function dimensionOf(text: string | undefined): DifferenceDimension {
  const found = DIFFERENCE_DIMENSIONS.find((id) => id.toLowerCase() === (text ?? "service").toLowerCase());
  if (found === undefined)
    throw new UsageError(`--by must be one of ${DIFFERENCE_DIMENSIONS.join(", ")}, not "${text ?? ""}"`);
  return found;
}

function listOf({ restatements, unkept }: RestatementReport): string {
  if (restatements.length === 0 && unkept.length === 0) return "No month was delivered twice.\n";
  const lines = restatements.flatMap((each) => each.totals.map((total) => ({ each, total })));
  const columns = [
    moneyColumn(lines.map(({ total }) => total.before)),
    moneyColumn(lines.map(({ total }) => total.after)),
    moneyColumn(lines.map(({ total }) => total.difference)),
  ];
  const text = table(
    [
      { name: "Month", align: "left" },
      { name: "Report", align: "left" },
      { name: "Currency", align: "left" },
      { name: "Before", align: "right" },
      { name: "After", align: "right" },
      { name: "Difference", align: "right" },
      { name: "Changed sums", align: "right" },
      { name: "Was", align: "left" },
      { name: "Line items", align: "left" },
    ],
    lines.map(({ each, total }, at) => [
      each.billingPeriod,
      each.reportName,
      total.currency,
      ...columns.map((cells) => cells[at] ?? ""),
      each.changedSums === null ? "not kept" : count(each.changedSums),
      each.isClosed ? "closed" : "open",
      each.hasRows ? "kept" : "not kept",
    ]),
  );
  const besides = unkept.map(
    ({ billingPeriod, reportName }) =>
      `${billingPeriod} of ${reportName} replaced an earlier delivery of which nothing was kept.\n`,
  );
  return `${text}${besides.join("")}`;
}

function tell({ difference }: Compared, groupBy: DifferenceDimension, terminal: Terminal): void {
  if ("kind" in difference) {
    if (difference.kind === "notKept")
      terminal.err(
        "cloudspend: the line items of the earlier delivery are not kept; use --by instead of --rows.\n",
      );
    else terminal.out(rowsOf(difference));
    return;
  }
  const { groups, total, currency } = difference;
  terminal.out(
    differenceTable(
      groups.map((group) => ({ ...group, name: group.label ?? group.value ?? "(no value)" })),
      total,
      `${groupBy} (${currency ?? "no currency"})`,
    ),
  );
}

function rowsOf({
  rows,
  total,
  currency,
  count: all,
}: Extract<RowDifferenceAnswer, { kind: "rows" }>): string {
  const named = rows.map(({ key, ...row }) => ({
    ...row,
    name: [key.usageStart, key.linkedAccount, key.service, key.lineItemType, key.usageType, key.resourceId]
      .map((cell) => cell ?? "-")
      .join(" | "),
  }));
  const more = all > rows.length ? `${count(all - rows.length)} more rows are in the total.\n` : "";
  return `${differenceTable(named, total, `Line item (${currency ?? "no currency"})`)}${more}`;
}

type Line = { readonly before: string; readonly after: string; readonly difference: string };

function differenceTable(
  lines: readonly (Line & { readonly name: string })[],
  total: Line,
  head: string,
): string {
  const rows = [...lines, { ...total, name: "Total" }];
  const columns = [
    moneyColumn(rows.map(({ before }) => before)),
    moneyColumn(rows.map(({ after }) => after)),
    moneyColumn(rows.map(({ difference }) => difference)),
  ];
  const cells = rows.map(({ name }, at) => [name, ...columns.map((column) => column[at] ?? "")]);
  return table(
    [
      { name: head, align: "left" },
      { name: "Before", align: "right" },
      { name: "After", align: "right" },
      { name: "Difference", align: "right" },
    ],
    cells.slice(0, -1),
    cells.at(-1),
  );
}
