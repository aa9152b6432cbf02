import { resolve } from "node:path";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { USUAL_PRICE_PER_TB } from "#core/cost/athena/scan-cost.ts";
import { canonical, type Decimal, parseScaled } from "#core/money/decimal.ts";
import { USUAL_LIMITS } from "#core/account/report-place.ts";
import { fail } from "#core/result/failure.ts";
import { sentence } from "#core/result/sentence.ts";
import { size } from "#core/result/wording.ts";
import type { DateRange } from "#core/time/period.ts";
import type { AthenaPlace } from "../../aws/athena/athena.ts";
import { readAwsEndpoint } from "../../aws/endpoint.ts";
import { surroundingsOf } from "../../aws/identity/profiles.ts";
import { openSession } from "../../aws/identity/session.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import {
  askOne,
  askPlaces,
  costsAsked,
  estimatePlaces,
  piecesOf,
  type Read,
} from "../../in-place/join-places.ts";
import { openReport } from "../../in-place/open-report.ts";
import type { Asking } from "../../in-place/paid-queries.ts";
import { daysOf, type ReportInPlace } from "../../in-place/table-in-place.ts";
import { cents, estimateJson, estimateText } from "./estimate-words.ts";
import { conclude } from "../conclude-query.ts";
import { checkKeys, dimensionsOf, rangeOf } from "../query-arguments.ts";
import { withWorkspace } from "../workspace-option.ts";
import { askBothWays, concludeWays, waysJson, waysText } from "./compare-ways.ts";
import { answerJson, answerTable } from "../query-answer.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { positiveInteger, required, UsageError } from "../usage.ts";

/** Options of a question that Athena answers. */
export const ATHENA_OPTIONS = {
  region: { type: "string" },
  workgroup: { type: "string" },
  catalog: { type: "string" },
  database: { type: "string" },
  table: { type: "string" },
  output: { type: "string" },
  profile: { type: "string" },
  "max-gb": { type: "string" },
  "max-gb-per-day": { type: "string" },
  "price-per-tb": { type: "string" },
  compare: { type: "boolean" },
  estimate: { type: "boolean" },
} as const;

type AthenaValues = {
  readonly [Name in keyof typeof ATHENA_OPTIONS]?:
    | ((typeof ATHENA_OPTIONS)[Name]["type"] extends "boolean" ? boolean : string)
    | undefined;
};
type Values = AthenaValues & {
  readonly workspace?: string | undefined;
  readonly engine?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly json?: boolean | undefined;
};

const GIGABYTE = 1_000_000_000;
const NO_PERIOD = "the table has no billing period";

/** Whether Athena takes part. Its options mean nothing to the workspace's engine. */
export function isAthena(values: Values): boolean {
  const { engine = "duckdb" } = values;
  if (engine === "athena" || engine === "both") return true;
  if (engine !== "duckdb")
    throw new UsageError(`there is no engine "${engine}", only duckdb, athena and both`);
  const stray = Object.keys(ATHENA_OPTIONS).find((name) => Reflect.get(values, name) !== undefined);
  if (stray !== undefined) throw new UsageError(`--${stray} is only for --engine athena and both`);
  return false;
}

/** Asks a table in AWS and prints the answer like one of the workspace, and what was read for it. */
export async function queryAthena(
  asked: Omit<CostQuery, "range">,
  values: Values,
  terminal: Terminal,
): Promise<ExitCode> {
  const price = priceOf(values["price-per-tb"]);
  const directory = resolve(terminal.directory, required(values.workspace, "--workspace"));
  const place = placeOf(values);
  const table = required(values.table, "--table");
  const limits = limitsOf(values);
  if (!(await isWorkspace(directory))) fail("workspace.not_found", { path: directory });
  if (values.engine === "both" && (values.compare === true || values.estimate === true))
    throw new UsageError("--compare and --estimate are for --engine athena alone");
  const { signal, now, wait } = terminal;
  const session = await sessionOf(values.profile ?? null, place);
  const report = await openReport(
    { directory, place, table, limits, pricePerTb: price },
    { session, signal, now, wait },
  );
  const asking: Asking = { signal, wait, onProgress: () => undefined };
  const { from, to } = values;
  const isJson = values.json === true;
  const heldQuery = (here: DateRange | null): CostQuery | null => {
    const range = rangeOf(from, to, spanOf(here, daysOf(report.table)));
    return range === null ? null : { ...asked, range };
  };
  const todayBytes = () => report.book.scannedBytes();

  if (values.estimate === true) {
    const query = heldQuery(null);
    if (query === null) return nothing(terminal, NO_PERIOD);
    const estimate = await estimatePlaces([costsAsked({ report, query })]);
    const told = isJson ? estimateJson : estimateText;
    terminal.out(told(estimate, await todayBytes()));
    return 0;
  }
  if (values.compare === true) {
    const ways = await askBothWays(asked, { directory, from, to, report, asking }, terminal);
    if (ways === null) return nothing(terminal, "there is nothing in the workspace to compare with");
    const bill = billOf(ways.read, await todayBytes());
    tell(bill, isJson ? waysJson(asked, ways, bill.json) : waysText(asked, ways), terminal);
    return concludeWays(asked, ways, terminal);
  }
  const told =
    values.engine === "both"
      ? await withWorkspace(directory, terminal, async (client) => {
          const schema = await client.workspace.schema();
          checkKeys(dimensionsOf(asked), schema);
          const query = heldQuery(schema.range);
          if (query === null) return null;
          const counted = (await client.periods.list()).filter((period) => period.counted);
          const held = new Set(counted.map(({ billingPeriod }) => billingPeriod));
          const here = (part: CostQuery) => client.cost.query(part, { signal });
          return askPlaces(query, piecesOf(query, [{ report, held }]), here, asking);
        })
      : await askAlone(report, heldQuery(null), asking);
  if (told === null) return nothing(terminal, NO_PERIOD);
  const bill = billOf(told, await todayBytes());
  const { answer } = told;
  tell(bill, isJson ? `${answerJson(asked, answer, bill.json)}\n` : answerTable(asked, answer), terminal);
  return conclude(asked, answer, terminal);
}

async function askAlone(report: ReportInPlace, query: CostQuery | null, asking: Asking) {
  if (query === null) return null;
  return askOne(costsAsked({ report, query }), asking);
}

function spanOf(here: DateRange | null, there: DateRange | null): DateRange | null {
  if (here === null || there === null) return here ?? there;
  return {
    from: here.from < there.from ? here.from : there.from,
    to: here.to > there.to ? here.to : there.to,
  };
}

/** The answer, and what it has cost below it. */
function tell({ lines }: ReturnType<typeof billOf>, answer: string, terminal: Terminal): void {
  terminal.out(answer);
  for (const line of lines) terminal.err(line);
}

function nothing(terminal: Terminal, why: string): ExitCode {
  terminal.err(`cloudspend: ${why}.\n`);
  return 1;
}

/** What was read, and what it costs, for scripts and for people. */
function billOf({ scannedBytes, costUsd, notKept }: Read, todayBytes: number) {
  const total = scannedBytes.reduce((sum, bytes) => sum + bytes, 0);
  const queries = scannedBytes.length;
  const isKept = notKept === null;
  const read =
    queries === 0
      ? "answered from what is kept: AWS has delivered nothing new"
      : `Athena has read ${size(total)} in ${queries} ${queries === 1 ? "query" : "queries"}, about ${cents(costUsd)} USD`;
  const why = notKept === null ? [] : [sentence(notKept)];
  return {
    json: { athena: { queries, scannedBytes: total, costUsd, scannedBytesToday: todayBytes, isKept } },
    lines: [
      `cloudspend: ${read}; ${size(todayBytes)} today.\n`,
      ...why.map(({ title, advice }) => `cloudspend: ${title} ${advice}\n`),
    ],
  };
}

function placeOf(values: Values): AthenaPlace {
  return {
    region: required(values.region, "--region"),
    workgroup: values.workgroup ?? "primary",
    catalog: values.catalog ?? "AwsDataCatalog",
    database: required(values.database, "--database"),
    output: values.output ?? null,
  };
}

function limitsOf(values: Values) {
  const [perQuery, perDay] = [values["max-gb"], values["max-gb-per-day"]];
  const bytesOf = (gigabytes: number | null): number | null =>
    gigabytes === null ? null : gigabytes * GIGABYTE;
  return {
    limitBytes: bytesOf(positiveInteger(perQuery, "--max-gb")) ?? USUAL_LIMITS.perQueryBytes,
    dayLimitBytes: bytesOf(positiveInteger(perDay, "--max-gb-per-day")) ?? USUAL_LIMITS.perDayBytes,
  };
}

async function sessionOf(profile: string | null, { region }: AthenaPlace) {
  const base =
    profile === null ? ({ kind: "environment" } as const) : ({ kind: "profile", profile } as const);
  const access = { type: "iam-user", base } as const;
  const surroundings = await surroundingsOf({ access, location: null });
  return openSession({
    access,
    keys: async () => null,
    settings: { endpoint: readAwsEndpoint(false, process.env) },
    workedBefore: false,
    surroundings: { ...surroundings, region },
  });
}

function priceOf(text: string | undefined): Decimal {
  if (text === undefined) return USUAL_PRICE_PER_TB;
  const isPrice = /^\d+(\.\d+)?$/.test(text) && parseScaled(text) !== null;
  return isPrice ? canonical(text) : wrongPrice(text);
}

function wrongPrice(text: string): never {
  throw new UsageError(`--price-per-tb must be a number like 5.00, not "${text}"`);
}
