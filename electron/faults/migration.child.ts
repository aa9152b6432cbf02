import disk from "node:fs/promises";
import { writeSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { DuckDBConnection } from "@duckdb/node-api";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { NEXT_FORMAT } from "./next-format.fixture.ts";

/** Migrates a workspace and kills itself before the step of that number, counting file operations and statements. */
const [directory = "", given = ""] = process.argv.slice(2);
const last = given === "" ? Number.POSITIVE_INFINITY : Number(given);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps >= last) process.kill(process.pid, "SIGKILL");
}

type Work = (...args: never[]) => unknown;
const counted =
  (work: Work) =>
  (...args: never[]): unknown => {
    step();
    return work(...args);
  };
const { copyFile, rename, rm } = disk;
Object.assign(disk, {
  copyFile: counted(copyFile as Work),
  rename: counted(rename as Work),
  rm: counted(rm as Work),
});
const { run } = DuckDBConnection.prototype;
Object.assign(DuckDBConnection.prototype, {
  run(this: DuckDBConnection, text: string, ...rest: never[]) {
    if (/BEGIN|COMMIT|CHECKPOINT|ALTER TABLE label|workspace_format/.test(text)) step();
    return run.call(this, text, ...rest);
  },
});
syncBuiltinESMExports();

const { database } = await openWorkspace(directory, new Date(), { threads: 1 }, NEXT_FORMAT);
await database.close();
writeSync(1, String(steps));
process.exit(0);
