import type { Forecast, ForecastMonth } from "#core/forecast/forecast.ts";
import { backTestWords, forecastNoteWords, noForecastWords } from "../forecast-words.ts";
import { moneyColumn } from "../money.ts";
import { checkKeys, filterOf, metricOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import { noMore, parse, required, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend forecast - costs to the end of the month and twelve months on

Usage: cloudspend forecast --workspace DIR [options]

  --workspace DIR   the workspace folder
  --metric M        a metric as in "cloudspend query"; netAmortized where the files have it, else amortized
  --filter 'D=V,V'  only these line items, as in "cloudspend query"; may be repeated, all apply
  --no-renewal      commitments that end are not renewed: their fees go, and what they cover is charged on demand;
                    without it they are taken to be renewed
  --currency C      look ahead in this currency where there are several
  --json            the whole forecast as one JSON document

Usage is looked ahead at by weekday and trend; fees, reservations and tax by the last three months; credits of the
last month are expected once more. The newest days are left out while AWS may still add to them. "low" and "high"
hold 80 % of months. "unrenewed" is what a month costs more when nothing that ends is renewed. "backTest" tells how far off the same method was when it forecast days that are known by now
(error of the sum, 0.03 for 3 %), beside a plain mean of the last 30 days (naiveError). With fewer than 28 days
there is no forecast: "kind" is then "none", and the exit code 1.
`;

export const forecastCommand: Command = {
  name: "forecast",
  summary: "costs to the end of the month and twelve months on",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      metric: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      "no-renewal": { type: "boolean" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const filters = (values.filter ?? []).map(filterOf);
    const assumesRenewal = values["no-renewal"] !== true;
    const asked = values.metric === undefined ? null : metricOf(values.metric);
    const made = await withWorkspace(required(values.workspace, "--workspace"), terminal, async (client) => {
      const schema = await client.workspace.schema();
      checkKeys(
        filters.map(({ dimension }) => dimension),
        schema,
      );
      const hasNet = schema.metrics.some(({ id, available }) => id === "netAmortized" && available);
      const metric = asked ?? (hasNet ? "netAmortized" : "amortized");
      const currency = values.currency?.toUpperCase() ?? null;
      return client.forecast.query(
        { metric, filters, currency, assumesRenewal },
        { signal: terminal.signal },
      );
    });
    terminal.out(values.json === true ? `${JSON.stringify(made, null, 2)}\n` : text(made));
    return made.kind === "made" ? 0 : 1;
  },
};

function text(made: Forecast): string {
  if (made.kind === "none") return `${noForecastWords(made)}\n`;
  const notes = [
    `Known until ${made.knownUntil}${made.dropped.length === 0 ? "" : `; not finished and left out: ${made.dropped.join(", ")}`}.`,
    ...(made.backTest === null ? [] : [backTestWords(made.backTest)]),
    ...made.notes.map((note) => forecastNoteWords(note, made.currency)),
  ];
  return `${monthTable(made.months, made.currency)}\n${notes.join("\n")}\n`;
}

function monthTable(months: readonly ForecastMonth[], currency: string | null): string {
  const column = (pick: (month: ForecastMonth) => string): readonly string[] => moneyColumn(months.map(pick));
  const columns = [
    // Of months to come nothing is charged, rather than zero.
    moneyColumn(months.slice(0, 1).map((month) => month.actual)),
    column((month) => month.expected),
    column((month) => month.low),
    column((month) => month.high),
    column((month) => month.unrenewed),
  ];
  return table(
    [
      { name: "Month", align: "left" },
      { name: "So far", align: "right" },
      { name: `Expected${currency === null ? "" : ` (${currency})`}`, align: "right" },
      { name: "Low", align: "right" },
      { name: "High", align: "right" },
      { name: "No renewal adds", align: "right" },
    ],
    months.map(({ month }, at) => [month, ...columns.map((cells) => cells[at] ?? "")]),
  );
}
