import { basename } from "node:path";
import { exportTables } from "../export/export.ts";
import type { Parts } from "./parts.ts";

export function exportHandlers({ contract: { exports }, session, jobs, now }: Parts) {
  return exports.router({
    start: exports.start.handler(({ input }) => {
      const { database, directory } = session.current();
      return jobs.start({
        job: "export",
        title: basename(input.path),
        writes: false,
        run: ({ signal, report }) =>
          exportTables({ database, directory, request: input, now: now(), signal, onProgress: report }),
      });
    }),
  });
}
