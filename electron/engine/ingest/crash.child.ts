import { writeSync } from "node:fs";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { importPaths } from "./import.ts";

/** Imports what it is told to and tells its phases on standard output; the crash test kills it on the way. */
const [directory = "", ...paths] = process.argv.slice(2);
const { database } = await openWorkspace(directory, new Date());
await importPaths({
  database,
  directory,
  paths,
  leaveOut: [],
  now: () => new Date(),
  onProgress: ({ phase }) => writeSync(1, `${phase}\n`),
});
writeSync(1, "done\n");
await database.close();
