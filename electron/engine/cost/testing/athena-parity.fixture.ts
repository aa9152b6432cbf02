import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AthenaTable } from "#core/cost/athena/athena-table.ts";
import { periodsToSurvey } from "#core/cost/athena/plan-athena.ts";
import { readSurvey, surveyStatement, type PeriodSurvey } from "#core/cost/athena/survey.ts";
import type { TableQuestion } from "#core/cost/athena/table-question.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import { closedOptions } from "#core/sample/world.ts";
import { athenaStatement } from "#core/sql/athena-statement.ts";
import type { DateRange } from "#core/time/period.ts";
import { importPaths } from "../../ingest/import.ts";
import { writeSample } from "../../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../../workspace/open-workspace.ts";
import { parsed } from "./trino-grammar.fixture.ts";
import { reportTable, type TrinoOnDuckdb, trinoOnDuckdb } from "./trino-on-duckdb.fixture.ts";

/** The same files imported into a workspace and as a table of Athena's. */
export type AthenaParity = {
  readonly workspace: OpenWorkspace;
  readonly trino: TrinoOnDuckdb;
  readonly table: AthenaTable;
  readonly surveys: readonly PeriodSurvey[];
  /** The table's answer; each statement passes Trino's own grammar first. */
  ask<T>(question: TableQuestion<T>): Promise<T>;
  /** The statements of a question as one text. */
  textOf(question: TableQuestion<unknown>): string;
  close(): Promise<void>;
};

/** Two closed months of the sample world, September and October 2026. */
export async function openAthenaParity(format: ReportFormat, range: DateRange): Promise<AthenaParity> {
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-athena-"));
  const files = join(folder, "files");
  const world = { ...closedOptions("2026-10", 2), rows: 2_000, hourlyMonths: 1 };
  await writeSample({ directory: files, world, format, options: { parquet: true, rowsPerFile: 1_000 } });
  const workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
  await importPaths({ ...workspace, paths: [files], leaveOut: [], now: () => new Date(0) });
  const trino = await trinoOnDuckdb(files, format);
  const table = reportTable(trino, format);
  const periods = periodsToSurvey(table, range);
  const { rows } = await trino.run(parsed(athenaStatement(surveyStatement(table, periods))));
  const surveys = readSurvey(table, periods, rows);
  return {
    workspace,
    trino,
    table,
    surveys,
    async ask(question) {
      const plan = question.plan(table, surveys);
      const answers = [];
      for (const { statement } of plan.asks) answers.push((await trino.run(parsed(statement))).rows);
      return plan.read(answers);
    },
    textOf: (question) =>
      question
        .plan(table, surveys)
        .asks.map(({ statement }) => statement.text)
        .join("\n"),
    async close() {
      trino.close();
      await workspace.database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
