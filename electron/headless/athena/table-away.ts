import { resolve } from "node:path";
import { USUAL_LIMITS } from "#core/account/report-place.ts";
import { USUAL_PRICE_PER_TB } from "#core/cost/athena/scan-cost.ts";
import { canonical, type Decimal, parseScaled } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { sentence } from "#core/result/sentence.ts";
import { size } from "#core/result/wording.ts";
import type { DateRange } from "#core/time/period.ts";
import type { AthenaPlace } from "../../aws/athena/athena.ts";
import { readAwsEndpoint } from "../../aws/endpoint.ts";
import { surroundingsOf } from "../../aws/identity/profiles.ts";
import { openSession } from "../../aws/identity/session.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import type { Divisible, Read } from "../../in-place/join-places.ts";
import { openReport } from "../../in-place/open-report.ts";
import type { Asking } from "../../in-place/paid-queries.ts";
import { daysOf, type ReportInPlace } from "../../in-place/table-in-place.ts";
import type { WorkAway } from "../../in-place/work-away.ts";
import type { EngineClient } from "../../transport/client.ts";
import { rangeOf } from "../query-arguments.ts";
import type { Terminal } from "../terminal.ts";
import { positiveInteger, required, UsageError } from "../usage.ts";
import { cents } from "./estimate-words.ts";

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
export type TableValues = AthenaValues & {
  readonly workspace?: string | undefined;
  readonly engine?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly json?: boolean | undefined;
};

const GIGABYTE = 1_000_000_000;

/** Whether Athena takes part. Its options mean nothing to the workspace's engine. */
export function isAthena(values: TableValues): boolean {
  const { engine = "duckdb" } = values;
  if (engine === "athena" || engine === "both") return true;
  if (engine !== "duckdb")
    throw new UsageError(`there is no engine "${engine}", only duckdb, athena and both`);
  const stray = Object.keys(ATHENA_OPTIONS).find((name) => Reflect.get(values, name) !== undefined);
  if (stray !== undefined) throw new UsageError(`--${stray} is only for --engine athena and both`);
  return false;
}

/** A table in AWS that is asked, the workspace that its answers are kept with, and how it is followed. */
export type TableAway = {
  readonly directory: string;
  readonly report: ReportInPlace;
  readonly asking: Asking;
};

export async function openTable(values: TableValues, terminal: Terminal): Promise<TableAway> {
  const pricePerTb = priceOf(values["price-per-tb"]);
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
    { directory, place, table, limits, pricePerTb },
    { session, signal, now, wait },
  );
  return { directory, report, asking: { signal, wait, onProgress: () => undefined } };
}

/** What commands ask of which the workspace has to work out the answer: of it and of a table, or of it alone. */
export type BothPlaces = {
  /** The range asked for; where none is, all days of the workspace and of the table. Null where there are none. */
  range(client: EngineClient): Promise<DateRange | null>;
  answer<Q extends Divisible, T>(
    client: EngineClient,
    here: () => Promise<T>,
    away: () => WorkAway<Q, T>,
  ): Promise<T>;
};

/** Months that the workspace holds are answered from there, with `--engine both` all others from the table; what was read is told. */
export async function bothPlaces(values: TableValues, terminal: Terminal): Promise<BothPlaces> {
  const { from, to, engine } = values;
  if (!isAthena(values))
    return {
      range: async (client) => rangeOf(from, to, (await client.workspace.schema()).range),
      answer: (_client, here) => here(),
    };
  if (engine === "athena")
    throw new UsageError(
      "this is worked out by the workspace: use --engine both, which asks the table for its facts",
    );
  const { directory, report, asking } = await openTable(values, terminal);
  return {
    range: async (client) =>
      rangeOf(from, to, spanOf((await client.workspace.schema()).range, daysOf(report.table))),
    async answer(client, _here, away) {
      const held = (await client.periods.list()).filter(({ counted }) => counted);
      const opened = [{ report, held, others: [], payer: null }];
      const work = away();
      const surroundings = { engine: client, directory, opened, asking };
      const { value, ...read } = await work.answer(work.pieces(opened), surroundings);
      for (const line of billOf(read, await report.book.scannedBytes()).lines) terminal.err(line);
      return value;
    },
  };
}

export function spanOf(here: DateRange | null, there: DateRange | null): DateRange | null {
  if (here === null || there === null) return here ?? there;
  return {
    from: here.from < there.from ? here.from : there.from,
    to: here.to > there.to ? here.to : there.to,
  };
}

/** What was read, and what it costs, for scripts and for people. */
export function billOf({ scannedBytes, costUsd, notKept }: Read, todayBytes: number) {
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

function placeOf(values: TableValues): AthenaPlace {
  return {
    region: required(values.region, "--region"),
    workgroup: values.workgroup ?? "primary",
    catalog: values.catalog ?? "AwsDataCatalog",
    database: required(values.database, "--database"),
    output: values.output ?? null,
  };
}

function limitsOf(values: TableValues) {
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
