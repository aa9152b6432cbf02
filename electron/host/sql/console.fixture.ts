import { join } from "node:path";
import { closedOptions } from "#core/sample/world.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { bundleChild } from "../../bundle-child.fixture.ts";
import { resultOf, startEngine, type TestEngine } from "../../engine/engine.fixture.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";
import type { EngineClient } from "../../transport/client.ts";
import type { StartConsole } from "./console-process.ts";
import { forkConsole } from "./fork-console.ts";
import { createSqlConsole, DEFAULT_LIMITS, type ConsoleLimits, type SqlConsole } from "./sql-console.ts";

/** A workspace with a month of each format (an empty one for no rows), and consoles on it. */
export type ConsoleWorld = {
  readonly engine: TestEngine;
  readonly client: EngineClient;
  readonly workspace: string;
  /** Processes of the console started so far. */
  readonly started: () => number;
  readonly console: (limits?: Partial<ConsoleLimits>) => SqlConsole;
  close(): Promise<void>;
};

const MONTHS: readonly (readonly [SampleFormat, string])[] = [
  ["legacy", "2024-01"],
  ["cur2", "2024-02"],
  ["focus", "2024-03"],
];

export async function startConsoleWorld(rows = 1_500): Promise<ConsoleWorld> {
  const child = await bundleChild(new URL("../../console/entry.ts", import.meta.url));
  const engine = await startEngine();
  const client = engine.connect();
  const workspace = join(engine.folder, "workspace");
  await client.workspace.open({ directory: workspace });
  for (const [format, month] of rows === 0 ? [] : MONTHS)
    await importMonth(engine, client, format, month, rows);
  const consoles: SqlConsole[] = [];
  const start = forkConsole(child.program);
  let started = 0;
  const counted: StartConsole = () => {
    started += 1;
    return start();
  };
  return {
    engine,
    client,
    workspace,
    started: () => started,
    console(limits = {}) {
      const made = createSqlConsole({
        start: counted,
        snapshot: () => client.sql.snapshot(),
        limits: { ...DEFAULT_LIMITS, ...limits },
      });
      consoles.push(made);
      return made;
    },
    async close() {
      for (const each of consoles) each.close();
      await engine.close();
      await child.remove();
    },
  };
}

/** Writes one month of the sample and imports it. */
export async function importMonth(
  engine: TestEngine,
  client: EngineClient,
  format: SampleFormat,
  month: string,
  rows: number,
): Promise<void> {
  const directory = join(engine.folder, `bills-${format}-${month}-${rows}`);
  await writeSample({ directory, world: { ...closedOptions("2024-03", 3), rows }, months: [month], format });
  await resultOf(client, await client.imports.start({ paths: [directory], leaveOut: [] }));
}
