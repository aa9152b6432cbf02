import { basename, extname, resolve } from "node:path";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { compare } from "#core/money/decimal.ts";
import { lengthInDays, type DateRange } from "#core/time/period.ts";
import { type BusinessMetric, type Grain, PER } from "#core/unit-economics/business-metric.ts";
import { unitEconomics, type UnitEconomics } from "#core/unit-economics/by-unit.ts";
import {
  NO_CHOICES,
  readFigures,
  type FiguresRead,
  type ReadChoices,
} from "#core/unit-economics/read-figures.ts";
import {
  costGranularity,
  periodsFor,
  unitCosts,
  wholePeriods,
  type UnitCostPeriod,
} from "#core/unit-economics/unit-costs.ts";
import { companyFigures, unknownUnits } from "#core/unit-economics/unit-figures.ts";
import { businessMetricCollection } from "../../host/business-metrics.ts";
import { readFigureTable } from "../../host/figure-table.ts";
import type { EngineClient } from "../../transport/client.ts";
import { readModel } from "../model-file.ts";
import { moneyColumn } from "../money.ts";
import { filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend units - cost per order, user or request, and what changed it

Usage: cloudspend units --workspace DIR [--figures FILE.csv] [options]

  --workspace DIR        the workspace folder
  --figures FILE.csv     business figures: a column of days, weeks or months, and a column per figure, or one that
                         names the figure; a column that names an allocation unit is taken too. Without it the
                         figures kept with the workspace
  --name NAME            which figure, where there are several
  --period P             month, week or day; without it the longest the figures allow
  --per N                cost for 1 (default), 1000 or 1000000
  --average              several figures make their average (users of a day), not their sum (orders)
  --date-order O         day-first or month-first, where 03/04/2024 could be either
  --decimal-mark M       "." or ",", where 1,234 could be either
  --repeats R            sum or last: which figure counts where a date has several
  --leave-out            go on without lines that cannot be read
  --metric M             any metric of "query" but usageAmount; without it unblended
  --from YYYY-MM-DD      first day (UTC); widened to whole periods
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; widened to whole periods
  --filter 'D=V,V'       as for "query"; may be repeated, all apply
  --model FILE.json      by allocation unit, with a model as for "allocate"; takes no --filter
  --currency C           answer in this currency where there are several; amounts are never converted
  --json                 { "figure", "by", "currency", "rows": [{ "unit", "basis", "periods": [...] }] }

Cost per unit is the cost of the days with a figure divided by the figure, rounded half away from zero at the 18th
digit. "volume" and "rate" say how much of a change of cost came from more units and how much from what one costs:
together they are the change exactly. A period without a figure has no cost per unit.

Example: cloudspend units --workspace ./acme --figures orders.csv --period month
`;

type Asked = {
  readonly figures: BusinessMetric;
  readonly by: Grain;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly query: Pick<CostQuery, "metric" | "filters" | "currency">;
  readonly model: Awaited<ReturnType<typeof readModel>> | null;
};
type Told = { readonly currency: string | null; readonly rows: readonly UnitEconomics[] };

export const unitsCommand: Command = {
  name: "units",
  summary: "cost per order, user or request, and what changed it",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      figures: { type: "string" },
      name: { type: "string" },
      period: { type: "string" },
      per: { type: "string" },
      average: { type: "boolean" },
      "date-order": { type: "string" },
      "decimal-mark": { type: "string" },
      repeats: { type: "string" },
      "leave-out": { type: "boolean" },
      metric: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      filter: { type: "string", multiple: true },
      model: { type: "string" },
      currency: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const workspace = required(values.workspace, "--workspace");
    const metric = metricOf(values.metric ?? "unblended");
    if (metric === "usageAmount") throw new UsageError("--metric usageAmount is no money");
    const filters = (values.filter ?? []).map(filterOf);
    if (values.model !== undefined && filters.length > 0)
      throw new UsageError("--model and --filter exclude each other, as a model divides the whole bill");
    rangeOf(values.from, values.to, null);
    const choices: ReadChoices = {
      ...NO_CHOICES,
      dateOrder: oneOf(
        values["date-order"],
        { "day-first": "dayFirst", "month-first": "monthFirst" },
        "--date-order",
      ),
      decimalMark: oneOf(values["decimal-mark"], { ".": ".", ",": "," }, "--decimal-mark"),
      repeats: oneOf(values.repeats, { sum: "sum", last: "last" }, "--repeats"),
      leaveOut: values["leave-out"] === true,
    };
    const per = PER.find((one) => String(one) === (values.per ?? "1"));
    if (per === undefined) throw new UsageError(`--per must be one of ${PER.join(", ")}`);
    const held =
      values.figures === undefined
        ? await businessMetricCollection(() => resolve(terminal.directory, workspace)).list()
        : await fromFile(values.figures, choices, terminal);
    const chosen = choose(held, values.name);
    const figures: BusinessMetric = {
      ...chosen,
      per: values.per === undefined ? chosen.per : per,
      combine: values.average === true ? "average" : chosen.combine,
    };
    const by = periodOfOption(values.period, figures);
    const asked: Asked = {
      figures,
      by,
      from: values.from,
      to: values.to,
      query: { metric, filters, currency: values.currency?.toUpperCase() ?? null },
      model: values.model === undefined ? null : await readModel(values.model, terminal),
    };
    const told = await withWorkspace(workspace, terminal, (client) => tell(client, asked, terminal));
    if (told === null) {
      terminal.err("cloudspend: the workspace holds no billing period yet.\n");
      return 1;
    }
    terminal.out(
      values.json === true ? `${JSON.stringify(documentOf(asked, told), null, 2)}\n` : textOf(asked, told),
    );
    return conclude(asked, told, terminal);
  },
};

function oneOf<T extends string>(
  text: string | undefined,
  known: Readonly<Record<string, T>>,
  option: string,
): T | null {
  if (text === undefined) return null;
  const found = known[text.toLowerCase()];
  if (found === undefined) throw new UsageError(`${option} must be ${Object.keys(known).join(" or ")}`);
  return found;
}

async function fromFile(
  file: string,
  choices: ReadChoices,
  terminal: Terminal,
): Promise<readonly BusinessMetric[]> {
  const path = resolve(terminal.directory, file);
  const rows = await readFigureTable({ kind: "file", path });
  const read = readFigures(rows, { ...choices, name: basename(path, extname(path)) });
  if (!read.canKeep) throw new UsageError(whyNot(read));
  for (const { line, text } of read.problems)
    terminal.err(`cloudspend: line ${line} is left out, as "${text}" cannot be read.\n`);
  return read.metrics.map((metric) => ({
    ...metric,
    id: metric.name,
    grain: read.grain,
    combine: "sum",
    per: 1,
  }));
}

function whyNot({ fault, questions: [question], problems: [problem] }: FiguresRead): string {
  if (question !== undefined) {
    const examples = question.examples.map((example) => `"${example}"`).join(", ");
    if (question.about === "dateOrder")
      return `${examples} can be read day first or month first; say which with --date-order`;
    if (question.about === "decimalMark")
      return `${examples} can be read in two ways; say with --decimal-mark what stands before the fraction`;
    return `there are several figures for ${examples}; say with --repeats whether they add up or the last one counts`;
  }
  if (problem !== undefined) {
    const what = {
      date: "is no date",
      hourly: "is a time of the day, and figures count days, weeks or months",
      shortYear: "has a year of two digits",
      number: "is no number",
      name: "has no name of what it counts",
    }[problem.reason];
    return `"${problem.text}" in line ${problem.line} ${what}; mend it, or leave such lines out with --leave-out`;
  }
  const faults = {
    noLines: "the file holds no lines",
    tooLong: "the file has too many lines",
    noDate: "the file has no column of dates",
    noFigure: "the file has no column of figures",
    twoFigures: "the file names what its figures count, so that one column of figures is expected",
  };
  return faults[fault ?? "noFigure"];
}

function choose(held: readonly BusinessMetric[], name: string | undefined): BusinessMetric {
  const found =
    name === undefined && held.length === 1
      ? held[0]
      : held.find((one) => one.name.toLowerCase() === name?.toLowerCase());
  if (found !== undefined) return found;
  const names = held.map((one) => one.name).join(", ");
  if (held.length === 0)
    throw new UsageError("no figures are kept with this workspace; name a file with --figures");
  throw new UsageError(
    name === undefined
      ? `there are several figures; choose one with --name: ${names}`
      : `there is no figure "${name}", only ${names}`,
  );
}

function periodOfOption(text: string | undefined, { grain, name }: BusinessMetric): Grain {
  const possible = periodsFor(grain);
  const [longest = grain] = possible;
  if (text === undefined) return longest;
  const found = possible.find((one) => one === text.toLowerCase());
  if (found === undefined)
    throw new UsageError(`${name} is told by ${grain}, so that --period can only be ${possible.join(", ")}`);
  return found;
}

async function tell(client: EngineClient, asked: Asked, terminal: Terminal): Promise<Told | null> {
  const { figures, by, query, model } = asked;
  const held = (await client.workspace.schema()).range;
  const wanted = rangeOf(asked.from, asked.to, held);
  if (held === null || wanted === null) return null;
  const range: DateRange = wholePeriods(wanted, by, figures);
  const granularity = costGranularity(figures.grain);
  const options = { signal: terminal.signal };
  const { metric } = query;
  if (model !== null && metric !== "usageAmount") {
    const answer = await client.allocation.query({ ...model, ...query, metric, range, granularity }, options);
    return {
      currency: answer.currency,
      rows: unitEconomics(figures, model.model, answer, { by, range, held }),
    };
  }
  const answer = await client.cost.query({ ...query, range, granularity, groupBy: [], top: null }, options);
  const periods = unitCosts({
    metric: figures,
    figures: companyFigures(figures, null),
    costs: answer,
    by,
    range,
    held,
  });
  const row = { unitId: null, name: "All costs", depth: 0, basis: "company", periods } as const;
  return { currency: answer.currency, rows: [row] };
}

function documentOf({ figures, by }: Asked, { currency, rows }: Told) {
  return {
    figure: figures.name,
    per: figures.per,
    by,
    currency,
    rows: rows.map(({ unitId, name, basis, periods }) => ({ unitId, unit: name, basis, periods })),
  };
}

function textOf(asked: Asked, told: Told): string {
  return told.rows
    .map((row) => `${asked.model === null ? "" : `${row.name}\n`}${tableOf(asked, told, row.periods)}`)
    .join("\n");
}

function tableOf({ figures, by }: Asked, { currency }: Told, periods: readonly UnitCostPeriod[]): string {
  const column = (pick: (period: UnitCostPeriod) => string | null): readonly string[] =>
    moneyColumn(periods.map(pick));
  const columns = [
    column(({ cost }) => cost),
    column(({ figure }) => figure),
    column(({ costPerUnit }) => costPerUnit),
    column(({ change }) => change?.volume ?? null),
    column(({ change }) => change?.rate ?? null),
  ];
  const right = (name: string) => ({ name, align: "right" }) as const;
  return table(
    [
      { name: by, align: "left" },
      right(`Cost ${currency ?? ""}`.trim()),
      right(figures.name),
      right(figures.per === 1 ? "Cost per unit" : `Cost per ${figures.per}`),
      right("By volume"),
      right("By rate"),
      { name: "State", align: "left" },
    ],
    periods.map((period, at) => [
      by === "month" ? period.range.from.slice(0, 7) : period.range.from,
      ...columns.map((cells) => cells[at] ?? ""),
      stateText(period),
    ]),
  );
}

function stateText({ state, range, daysCounted }: UnitCostPeriod): string {
  const days = `${daysCounted} of ${lengthInDays(range)} days`;
  const texts = {
    whole: "",
    part: `${days} have both`,
    open: daysCounted === 0 ? "goes on" : `goes on, ${days}`,
    noFigure: "no figure",
    noCost: "costs not held in full",
    notAboveZero: "figure not above 0",
  };
  return texts[state];
}

function conclude({ figures, model }: Asked, { rows }: Told, terminal: Terminal): ExitCode {
  const unknown = model === null ? [] : unknownUnits(figures, model.model);
  if (unknown.length > 0)
    terminal.err(
      `cloudspend: the model has no unit called ${unknown.join(", ")}; their figures count for none.\n`,
    );
  const isTold = rows.some(({ periods }) =>
    periods.some(({ costPerUnit }) => costPerUnit !== null && compare(costPerUnit, "0.0") !== 0),
  );
  if (isTold) return 0;
  terminal.err("cloudspend: no period has both costs and a figure; choose another range or other figures.\n");
  return 1;
}
