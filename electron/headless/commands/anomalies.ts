import {
  type AnomalyMark,
  type AnomalyReport,
  type AnomalyRules,
  DEFAULT_RULES,
  SENSITIVITIES,
  stateOf,
} from "#core/anomaly/anomaly.ts";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import { resolve } from "node:path";
import { keptDefinitions } from "../../host/allocation.ts";
import { anomalyMarkCollection, anomalyRulesCollection } from "../../host/anomalies.ts";
import { moneyColumn } from "../money.ts";
import { metricOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend anomalies - costs of the last three months that are not like those before

Usage: cloudspend anomalies --workspace DIR [options]

  --workspace DIR     the workspace folder
  --minimum AMOUNT    least impact in money
  --sensitivity S     low, medium or high
  --weeks N           same weekdays that tell what is usual, 4 to 8
  --tag KEY           watch the values of this tag as well
  --drops             tell costs that fell as well
  --metric M          a metric as in "cloudspend query"; netAmortized where the files have it, else amortized
  --currency C        look in this currency where there are several
  --all               list acknowledged and muted ones too
  --json              { "currency": ..., "searched": ..., "anomalies": [...] }

Options that are not given are the rules kept with the workspace. Days are held against the median of the same
weekdays before, noise taken from the median absolute deviation; tax, credits, fees, marketplace and what is priced by
the month take no part, and neither do the newest days while AWS may still add to them. A "spike" is days in a row, a
"leak" twelve weeks of steady growth. The same costs seen by service, account, region and business unit are one
anomaly: "alsoIn" names the others, "drivers" the values that explain it. Units of the allocation model in force are
watched by what their own rules take, before shared costs are split. With --drops, a "drop" is days in a row below
their weekdays; its impact is below 0.
`;

export const anomaliesCommand: Command = {
  name: "anomalies",
  summary: "costs that are not like those before, with what drives them",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      minimum: { type: "string" },
      sensitivity: { type: "string" },
      weeks: { type: "string" },
      tag: { type: "string" },
      drops: { type: "boolean" },
      metric: { type: "string" },
      currency: { type: "string" },
      all: { type: "boolean" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const workspace = required(values.workspace, "--workspace");
    const asked = values.metric === undefined ? null : metricOf(values.metric);
    const change: Partial<AnomalyRules> = {
      ...changeOf(values),
      ...(values.drops === true ? { withDrops: true } : {}),
    };
    const directory = resolve(terminal.directory, workspace);
    const report = await withWorkspace(workspace, terminal, async (client) => {
      const [kept] = await anomalyRulesCollection(() => directory).list();
      const schema = await client.workspace.schema();
      const hasNet = schema.metrics.some(({ id, available }) => id === "netAmortized" && available);
      return client.anomalies.find(
        {
          metric: asked ?? (hasNet ? "netAmortized" : "amortized"),
          currency: values.currency?.toUpperCase() ?? null,
          rules: { ...(kept ?? DEFAULT_RULES), ...change },
          definitions: await keptDefinitions(directory),
        },
        { signal: terminal.signal },
      );
    });
    const marks = await anomalyMarkCollection(() => directory).list();
    return tell(report, marks, { all: values.all === true, json: values.json === true, terminal });
  },
};

type Asked = Readonly<Partial<Record<"minimum" | "sensitivity" | "weeks" | "tag", string | undefined>>>;

function changeOf({ minimum, sensitivity, weeks, tag }: Asked): Partial<AnomalyRules> {
  const scaled = minimum === undefined ? null : parseScaled(minimum);
  if (minimum !== undefined && (scaled === null || scaled < 0n))
    throw new UsageError(`--minimum must be an amount such as 100, not "${minimum}"`);
  const known = SENSITIVITIES.find((each) => each === sensitivity);
  if (sensitivity !== undefined && known === undefined)
    throw new UsageError(`--sensitivity must be ${SENSITIVITIES.join(", ")}, not "${sensitivity}"`);
  if (weeks !== undefined && !/^[4-8]$/.test(weeks))
    throw new UsageError(`--weeks must be 4 to 8, not "${weeks}"`);
  return {
    ...(scaled === null ? {} : { minimum: formatScaled(scaled) }),
    ...(known === undefined ? {} : { sensitivity: known }),
    ...(weeks === undefined ? {} : { weeks: Number(weeks) }),
    ...(tag === undefined ? {} : { tagKey: tag }),
  };
}

type Telling = { readonly all: boolean; readonly json: boolean; readonly terminal: Terminal };

function tell(report: AnomalyReport, marks: readonly AnomalyMark[], { all, json, terminal }: Telling): 0 | 1 {
  if (report.kind === "none") {
    if (json) terminal.out(`${JSON.stringify(report, null, 2)}\n`);
    else terminal.err(`cloudspend: ${WHY[report.reason]} (${report.daysKnown} finished days).\n`);
    return 1;
  }
  const found = report.anomalies
    .map((anomaly) => ({ state: stateOf(anomaly, marks), ...anomaly }))
    .filter(({ state }) => all || state === "open");
  if (json) terminal.out(`${JSON.stringify({ ...report, anomalies: found }, null, 2)}\n`);
  else if (found.length === 0) terminal.out("Nothing stands out.\n");
  else terminal.out(anomalyTable(found, report.currency));
  return 0;
}

const WHY: Readonly<Record<Extract<AnomalyReport, { kind: "none" }>["reason"], string>> = {
  noData: "there are no costs to look through",
  shortHistory: "too few days are known to say what is usual",
  metricMissing: "the files cannot support this metric",
};

type Listed = Extract<AnomalyReport, { kind: "made" }>["anomalies"][number];

function anomalyTable(found: readonly Listed[], currency: string | null): string {
  const impact = moneyColumn(found.map((each) => each.impact));
  return table(
    [
      { name: "Kind", align: "left" },
      { name: "From", align: "left" },
      { name: "Until", align: "left" },
      { name: "What", align: "left" },
      { name: `Impact${currency === null ? "" : ` (${currency})`}`, align: "right" },
      { name: "Likely driver", align: "left" },
    ],
    found.map(({ kind, range, series, drivers }, at) => [
      kind,
      range.from,
      range.to,
      series.map(({ value, label }) => label ?? value ?? "no value").join(", "),
      impact[at] ?? "",
      drivers
        .filter(({ share }) => (share ?? 0) >= 0.5)
        .map(({ label, value }) => label ?? value ?? "no value")
        .join(", "),
    ]),
  );
}
