import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";
import { FINDING_RULES } from "#core/finding/registry.ts";
import { addMonths, periodOf } from "#core/time/period.ts";
import { withDeliveries } from "../../../electron/engine/cost/known-deliveries.ts";
import { runFindings } from "../../../electron/engine/findings/run-findings.ts";
import { openWorkspace } from "../../../electron/engine/workspace/open-workspace.ts";
import { type Measured, runChild } from "../child.ts";
import type { ViewsData } from "../views/data.ts";
import { VIEWS_END } from "../views/data.ts";
import { PUBLISHED } from "./published.ts";

export type RuleFigures = {
  readonly rules: number;
  readonly ms: number;
  /** Processor time over all cores: what it costs, whatever else the machine does. */
  readonly cpuMs: number;
  /** Things found, or rows given. */
  readonly found: number;
};

export type FindingsFigures = {
  readonly rows: number;
  readonly pairs: readonly {
    readonly ours: Measured<RuleFigures>;
    readonly baseline: Measured<RuleFigures>;
  }[];
};

type Input = { readonly workspace: string };

const MONTH = addMonths(periodOf(VIEWS_END), -1);
const RANGE = { from: `${MONTH}-01`, to: VIEWS_END };

/** Looks through the newest month with all rules, and asks it the published queries, in turn, each in a process of its own. */
export async function measureFindings(
  data: ViewsData,
  workspace: string,
  runs: number,
): Promise<FindingsFigures> {
  process.stderr.write("import\n");
  await runChild("importViews", { data, workspace });
  const pairs: FindingsFigures["pairs"][number][] = [];
  for (let run = 1; run <= runs; run += 1) {
    process.stderr.write(`findings, run ${run} of ${runs}\n`);
    const baseline = await runChild<RuleFigures>("askPublished", { workspace });
    pairs.push({ baseline, ours: await runChild<RuleFigures>("findAll", { workspace }) });
  }
  return { rows: data.rows, pairs };
}

/** Every rule, with the twelve months before that some look back on, from opening the workspace on. */
export async function findAll({ workspace }: Input): Promise<RuleFigures> {
  const { database, directory } = await openWorkspace(workspace, new Date());
  try {
    const { value, ...times } = await timed(() =>
      withDeliveries(database, (connection, deliveries) =>
        runFindings(connection, directory, deliveries, { range: RANGE, currency: null, assumptions: [] }),
      ),
    );
    if (value.failed.length > 0) throw new Error(JSON.stringify(value.failed));
    return {
      ...times,
      rules: FINDING_RULES.length,
      found: value.found.reduce((sum, { items }) => sum + items.length, 0),
    };
  } finally {
    await database.close();
  }
}

/** The published queries over the same month's line items. */
export async function askPublished({ workspace }: Input): Promise<RuleFigures> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const files = await monthFiles(workspace);
  const relation = `read_parquet([${files.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ")}], union_by_name = true)`;
  try {
    const { value, ...times } = await timed(async () => {
      let found = 0;
      for (const statement of PUBLISHED)
        found += (await connection.runAndReadAll(statement.replace("$", relation))).currentRowCount;
      return found;
    });
    return { ...times, rules: PUBLISHED.length, found: value };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function monthFiles(workspace: string): Promise<readonly string[]> {
  const folder = join(workspace, "line-items");
  const deliveries = (await readdir(folder)).filter((name) => name.startsWith(MONTH));
  const files = await Promise.all(
    deliveries.map(async (name) =>
      (await readdir(join(folder, name)))
        .filter((file) => /^\d+\.parquet$/.test(file))
        .map((file) => join(folder, name, file)),
    ),
  );
  return files.flat();
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number; readonly cpuMs: number }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}
