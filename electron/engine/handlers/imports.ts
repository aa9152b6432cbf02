import { basename } from "node:path";
import { importPaths } from "../ingest/import.ts";
import { inspectPaths } from "../ingest/inspect.ts";
import type { Parts } from "./parts.ts";

export function importHandlers({ contract: { imports }, session, jobs, now }: Parts) {
  return imports.router({
    inspect: imports.inspect.handler(({ input }) => inspectPaths(input.paths, session.current())),
    start: imports.start.handler(({ input }) => {
      const workspace = session.current();
      return jobs.start({
        job: "import",
        title: titleOf(input.paths),
        writes: true,
        run: ({ signal, report }) => importPaths({ ...workspace, ...input, signal, onProgress: report, now }),
      });
    }),
  });
}

function titleOf([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? basename(first) : `${basename(first)} and ${others.length} more`;
}
