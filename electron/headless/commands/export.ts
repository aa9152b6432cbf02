import { basename, extname, resolve } from "node:path";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import {
  EXPORT_FORMATS,
  type Exported,
  type ExportFact,
  type ExportFormat,
  type ExportSource,
  type ExportTable,
} from "#core/export/export-table.ts";
import { addDays, type DateRange, type Granularity } from "#core/time/period.ts";
import type { EngineClient } from "../../transport/client.ts";
import { askInCurrency, notConverted, toldTable, type ToldAnswer } from "../converted-answer.ts";
import { followJob } from "../follow-job.ts";
import { count } from "../money.ts";
import { answerExport } from "../query-answer.ts";
import { checkKeys, filterOf, granularityOf, groupByOf, metricOf, rangeOf } from "../query-arguments.ts";
import { ratesOption, type RatesOption } from "../rates-option.ts";
import type { Terminal } from "../terminal.ts";
import { parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const KINDS = ["costs", "line-items", "resources"] as const;
type Kind = (typeof KINDS)[number];

const HELP = `
cloudspend export - write costs, line items or resources to a file

Usage: cloudspend export costs|line-items|resources --workspace DIR --out FILE [options]

  --workspace DIR        the workspace folder
  --out FILE             the file to write; it appears once it is whole
  --format F             csv, xlsx or parquet; without it what the file's name ends in
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --filter 'D=V,V'       as in "cloudspend query"; may be repeated, all apply
  --metric M             of costs and resources: unblended (without it) and the others of "cloudspend query"
  --currency C           of costs and resources: only this currency where there are several
  --group-by D[,D]       of costs: service (without it), linkedAccount, tag:<key> and the others of "cloudspend query"
  --granularity G        of costs: month (without it), day, hour or total
  --in C                 converted amounts beside the originals, in this currency, each month by its own rate
  --rates FILE           rates for --in as CSV: from,to,month or day,rate,note; without it those kept with the workspace
  --json                 { "path": "...", "rows": N }

CSV is safe to open in a spreadsheet and has every digit. A workbook has typed cells, a sheet that says what it shows, and
a sheet of the exact values that spreadsheets round. Parquet has DECIMAL, DATE and TIMESTAMP columns. Line items are
written with every column of the reports, resources with what they are and their tags, as many as there are.

Example: cloudspend export costs --workspace ./acme --group-by service,tag:team --from 2024-01-01 --out costs.xlsx
`;

type Asked = {
  readonly metric: MetricId;
  readonly filters: readonly Filter[];
  readonly currency: string | null;
  readonly groupBy: readonly DimensionRef[];
  readonly granularity: Granularity;
  readonly rates: RatesOption | null;
};

export const exportCommand: Command = {
  name: "export",
  summary: "write costs, line items or resources as CSV, Excel workbook or Parquet",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      out: { type: "string" },
      format: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      filter: { type: "string", multiple: true },
      metric: { type: "string" },
      currency: { type: "string" },
      "group-by": { type: "string", multiple: true },
      granularity: { type: "string" },
      in: { type: "string" },
      rates: { type: "string" },
      json: { type: "boolean" },
    });
    const kind = kindOf(positionals);
    const workspace = required(values.workspace, "--workspace");
    const path = resolve(terminal.directory, required(values.out, "--out"));
    const format = formatOf(values.format, path);
    const rates = await ratesOption(values, workspace, terminal);
    const asked: Asked = {
      metric: metricOf(values.metric ?? "unblended"),
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
      groupBy: groupByOf(values["group-by"] ?? ["service"]),
      granularity: values.granularity === "total" ? "total" : granularityOf(values.granularity ?? "month"),
      rates,
    };
    rangeOf(values.from, values.to, null);
    const written = await withWorkspace(workspace, terminal, async (client) => {
      const schema = await client.workspace.schema();
      checkKeys([...asked.groupBy, ...asked.filters.map(({ dimension }) => dimension)], schema);
      const range = rangeOf(values.from, values.to, schema.range);
      if (range === null) return null;
      const source = await sourceOf(kind, client, { ...asked, range }, terminal);
      const facts = await factsOf(client, { ...asked, range }, { kind, workspace, now: terminal.now() });
      const job = await client.exports.start({ path, format, sources: [source], facts });
      return exportedOf(await followJob(client, job, terminal));
    });
    if (written === null) {
      terminal.err("cloudspend: the workspace holds no costs yet; nothing was written.\n");
      return 1;
    }
    terminal.out(
      values.json === true
        ? `${JSON.stringify(written, null, 2)}\n`
        : `${count(written.rows)} ${written.rows === 1 ? "row" : "rows"} written to ${written.path}\n`,
    );
    return 0;
  },
};

function kindOf([text, more]: readonly string[]): Kind {
  if (text === undefined) throw new UsageError(`say what to export: ${KINDS.join(", ")}`);
  if (more !== undefined) throw new UsageError(`"${more}" is one argument too many`);
  const kind = KINDS.find((one) => one === text.toLowerCase());
  if (kind === undefined) throw new UsageError(`there is no "${text}" to export, only ${KINDS.join(", ")}`);
  return kind;
}

function formatOf(text: string | undefined, path: string): ExportFormat {
  const wanted = (text ?? extname(path).slice(1)).toLowerCase();
  const format = EXPORT_FORMATS.find((one) => one === wanted);
  if (format === undefined)
    throw new UsageError(
      text === undefined
        ? `${basename(path)} does not end in .csv, .xlsx or .parquet; say --format`
        : `--format must be one of ${EXPORT_FORMATS.join(", ")}, not "${text}"`,
    );
  return format;
}

type Question = Asked & { readonly range: DateRange };

async function sourceOf(
  kind: Kind,
  client: EngineClient,
  asked: Question,
  terminal: Terminal,
): Promise<ExportSource> {
  const { range, filters } = asked;
  switch (kind) {
    case "line-items": {
      const columns = (await client.lineItems.columns()).map(({ id }) => id);
      const query = { range, filters, columns, sort: null, offset: 0, limit: 1 };
      return { kind: "lineItems", title: "Line items", query, ...(await besideOf(client, asked, terminal)) };
    }
    case "costs":
      return { kind: "table", table: { title: "Costs", ...(await costTable(client, asked, terminal)) } };
    case "resources": {
      const sort = { by: "cost", descending: true } as const;
      const { metric, currency } = asked;
      const query = {
        metric,
        range,
        filters,
        currency,
        before: null,
        search: "",
        state: null,
        sort,
        offset: 0,
        limit: 1,
      };
      const beside = await besideOf(client, asked, terminal);
      return {
        kind: "resources",
        title: "Resources",
        query,
        metricName: metric,
        isCompared: false,
        ...beside,
      };
    }
  }
}

/** What rows read from the workspace are converted with there; says which months have no rate. */
async function besideOf(
  client: EngineClient,
  { metric, range, filters, currency, rates }: Question,
  terminal: Terminal,
): Promise<Pick<Extract<ExportSource, { kind: "lineItems" }>, "beside">> {
  if (rates === null) return {};
  const query: CostQuery = { metric, range, filters, currency, groupBy: [], granularity: "month", top: null };
  sayNotConverted(await askInCurrency(client, query, rates, terminal.signal), terminal);
  return { beside: rates };
}

function sayNotConverted(told: ToldAnswer, terminal: Terminal): void {
  for (const { currency, month } of notConverted(told))
    terminal.err(`cloudspend: ${currency} of ${month} is not converted, there is no rate for it.\n`);
}

async function costTable(
  client: EngineClient,
  { rates, ...asked }: Question,
  terminal: Terminal,
): Promise<Omit<ExportTable, "title">> {
  const query = { ...asked, top: null };
  if (rates !== null) {
    const told = await askInCurrency(client, query, rates, terminal.signal);
    sayNotConverted(told, terminal);
    return toldTable(told);
  }
  const answer = await client.cost.query(query, { signal: terminal.signal });
  for (const { billingPeriod } of answer.missing)
    terminal.err(`cloudspend: ${asked.metric} is not available for ${billingPeriod}.\n`);
  if (answer.other !== null)
    terminal.err(`cloudspend: ${answer.other.groups} more groups are summed as one; use filters.\n`);
  return answerExport(query, answer);
}

async function factsOf(
  client: EngineClient,
  { range, metric, filters }: Question,
  about: { readonly kind: Kind; readonly workspace: string; readonly now: Date },
): Promise<readonly ExportFact[]> {
  const held = await client.periods.list();
  const deliveries = held
    .filter(
      ({ counted, billingPeriod }) =>
        counted && billingPeriod >= range.from.slice(0, 7) && `${billingPeriod}-01` < range.to,
    )
    .map(
      ({ billingPeriod, reportName, version, importedAt }) =>
        `${billingPeriod} ${reportName} (${version}), imported ${importedAt}`,
    );
  const words = filters.map(
    ({ dimension, mode, values }) =>
      `${dimension}${mode === "include" ? "=" : "!="}${values.map((value) => value ?? "").join(",")}`,
  );
  return [
    { name: "Workspace", value: basename(about.workspace) },
    { name: "Period", value: `${range.from} to ${addDays(range.to, -1)}, both days included (UTC)` },
    ...(about.kind === "line-items" ? [] : [{ name: "Metric", value: metric }]),
    { name: "Filters", value: words.join("; ") || "none" },
    { name: "Made at", value: about.now.toISOString() },
    { name: "Deliveries", value: deliveries.join("; ") || "none" },
    { name: "Made by", value: "cloudspend export" },
  ];
}

function exportedOf(result: unknown): Exported {
  if (typeof result === "object" && result !== null && "path" in result && "rows" in result)
    if (typeof result.path === "string" && typeof result.rows === "number")
      return { path: result.path, rows: result.rows };
  throw new Error("the export told no path and no rows");
}
