import { resolve } from "node:path";
import { readTable, type AthenaTable } from "#core/cost/athena/athena-table.ts";
import { refuse } from "#core/cost/athena/cannot-run.ts";
import { answerOfAthena, periodsToSurvey, planForAthena } from "#core/cost/athena/plan-athena.ts";
import { readSurvey, surveyStatement } from "#core/cost/athena/survey.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { fail } from "#core/result/failure.ts";
import { athenaStatement } from "#core/sql/athena-statement.ts";
import { type DateRange, rangeOfPeriod } from "#core/time/period.ts";
import { openAthena, type Athena, type AthenaPlace } from "../../aws/athena/athena.ts";
import { readAwsEndpoint } from "../../aws/endpoint.ts";
import { surroundingsOf } from "../../aws/identity/profiles.ts";
import { openSession } from "../../aws/identity/session.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import type { Terminal } from "../terminal.ts";
import { openDayBook } from "./day-book.ts";

export type AthenaAsked = {
  readonly workspace: string;
  readonly place: AthenaPlace;
  readonly table: string;
  readonly profile: string | null;
  readonly limitBytes: number;
  readonly dayLimitBytes: number;
};

export type AthenaAnswer = {
  readonly answer: CostAnswer;
  /** Bytes that each query of the question has read, the look at the periods first. */
  readonly scannedBytes: readonly number[];
  readonly todayBytes: number;
};

/**
 * Answers a question over a table in AWS. `queryOf` makes it once the days that the table holds are known. The day's limit
 * is looked at before each query; what was read counts, also where a query was stopped.
 */
export async function askAthena(
  asked: AthenaAsked,
  queryOf: (held: DateRange | null) => CostQuery | null,
  terminal: Terminal,
): Promise<AthenaAnswer | null> {
  const directory = resolve(terminal.directory, asked.workspace);
  if (!(await isWorkspace(directory))) fail("workspace.not_found", { path: directory });
  const book = await openDayBook(directory, terminal.now());
  book.check(asked.dayLimitBytes);
  const scanned: number[] = [];
  const athena = openAthena(await sessionOf(asked), asked.place, {
    signal: terminal.signal,
    wait: terminal.wait,
    limitBytes: asked.limitBytes,
    onScanned: (bytes) => void scanned.push(bytes),
  });
  const told = async (statement: Parameters<Athena["ask"]>[0]) => {
    book.check(asked.dayLimitBytes);
    const before = scanned.length;
    try {
      return (await athena.ask(statement)).rows;
    } finally {
      await book.add(scanned.slice(before).reduce((sum, bytes) => sum + bytes, 0));
    }
  };
  const table = await tableOf(athena, asked.table);
  const query = queryOf(heldBy(table));
  if (query === null) return null;
  const periods = periodsToSurvey(table, query.range);
  const rows = periods.length === 0 ? [] : await told(athenaStatement(surveyStatement(table, periods)));
  const planned = planForAthena(table, readSurvey(table, periods, rows), query);
  if (planned.type === "cannotRun") return refuse(table.table, planned.reason);
  const { statement } = planned.plan;
  const answer = answerOfAthena(planned.plan, statement === null ? [] : await told(statement));
  const scannedBytes = scanned.filter((bytes) => bytes > 0);
  return { answer, scannedBytes, todayBytes: book.scannedBytes() };
}

async function tableOf(athena: Athena, name: string): Promise<AthenaTable> {
  const found = await athena.table(name);
  const partitions = found.partitionKeys.length === 0 ? [] : await athena.partitions(found);
  const read = readTable(found, partitions);
  return read.type === "table" ? read.table : refuse(name, read.reason);
}

/** All days of the periods that the table has. */
function heldBy({ partitions }: AthenaTable): DateRange | null {
  const periods = [...partitions.keys()];
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { from: rangeOfPeriod(first).from, to: rangeOfPeriod(last).to };
}

async function sessionOf({ profile, place }: AthenaAsked) {
  const base =
    profile === null ? ({ kind: "environment" } as const) : ({ kind: "profile", profile } as const);
  const access = { type: "iam-user", base } as const;
  const surroundings = await surroundingsOf({ access, location: null });
  return openSession({
    access,
    keys: async () => null,
    settings: { endpoint: readAwsEndpoint(false, process.env) },
    workedBefore: false,
    surroundings: { ...surroundings, region: place.region },
  });
}
