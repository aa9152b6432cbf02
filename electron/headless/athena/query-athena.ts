import { resolve } from "node:path";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { scanCost, USUAL_PRICE_PER_TB } from "#core/cost/athena/scan-cost.ts";
import { canonical, type Decimal, parseScaled } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { sentence } from "#core/result/sentence.ts";
import { size } from "#core/result/wording.ts";
import type { AthenaPlace } from "../../aws/athena/athena.ts";
import { readAwsEndpoint } from "../../aws/endpoint.ts";
import { surroundingsOf } from "../../aws/identity/profiles.ts";
import { openSession } from "../../aws/identity/session.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import { askInPlace, type InPlaceAnswer } from "../../in-place/ask-in-place.ts";
import { estimateInPlace } from "../../in-place/estimate.ts";
import type { QueryOf } from "../../in-place/table-in-place.ts";
import { askBothPlaces } from "./join-places.ts";
import { cents, estimateJson, estimateText } from "./estimate-words.ts";
import { conclude } from "../conclude-query.ts";
import { rangeOf } from "../query-arguments.ts";
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
const [USUAL_GB, USUAL_GB_PER_DAY] = [50, 1_000];

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
  const surroundings = { session: await sessionOf(values.profile ?? null, place), signal, now, wait };
  const source = { directory, place, table, ...limits };
  const inPlace = (queryOf: QueryOf) => askInPlace(source, queryOf, surroundings);
  const heldQuery: QueryOf = (held) => {
    const range = rangeOf(values.from, values.to, held);
    return range === null ? null : { ...asked, range };
  };

  if (values.estimate === true) {
    const estimate = await estimateInPlace(source, heldQuery, surroundings);
    if (estimate === null) return nothing(terminal, NO_PERIOD);
    terminal.out(values.json === true ? `${estimateJson(estimate, price)}\n` : estimateText(estimate, price));
    return 0;
  }
  const { from, to } = values;
  if (values.compare === true) {
    const options = { directory, from, to, inPlace: (query: CostQuery) => inPlace(() => query) };
    const ways = await askBothWays(asked, options, terminal);
    if (ways === null) return nothing(terminal, "there is nothing in the workspace to compare with");
    const bill = billOf(ways.there, price);
    tell(
      bill,
      values.json === true ? `${waysJson(asked, ways, bill.json)}\n` : waysText(asked, ways),
      terminal,
    );
    return concludeWays(asked, ways, terminal);
  }
  const told = await (values.engine === "both"
    ? askBothPlaces(asked, { directory, from, to, inPlace }, terminal)
    : inPlace(heldQuery));
  if (told === null) return nothing(terminal, NO_PERIOD);
  const bill = billOf(told, price);
  const { answer } = told;
  tell(
    bill,
    values.json === true ? `${answerJson(asked, answer, bill.json)}\n` : answerTable(asked, answer),
    terminal,
  );
  return conclude(asked, answer, terminal);
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
function billOf({ scannedBytes, todayBytes, notKept }: InPlaceAnswer, price: Decimal) {
  const total = scannedBytes.reduce((sum, bytes) => sum + bytes, 0);
  const costUsd = scanCost(scannedBytes, price);
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
  return {
    limitBytes: (positiveInteger(perQuery, "--max-gb") ?? USUAL_GB) * GIGABYTE,
    dayLimitBytes: (positiveInteger(perDay, "--max-gb-per-day") ?? USUAL_GB_PER_DAY) * GIGABYTE,
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
