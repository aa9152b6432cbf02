import { sep } from "node:path";
import { fail } from "#core/result/failure.ts";
import { importSynced } from "../ingest/import-synced.ts";
import type { Parts } from "./parts.ts";

export function syncHandlers({ contract: { sync }, session, jobs, now }: Parts) {
  return sync.router({
    import: sync.import.handler(({ input }) => {
      const workspace = session.current();
      // A sync belongs to the workspace it downloads into; another one may be open by now.
      const isOurs = ({ manifest }: { readonly manifest: string }): boolean =>
        manifest.startsWith(workspace.directory + sep);
      if (!input.deliveries.every(isOurs)) fail("workspace.not_open", {}, "no");
      const [first, ...others] = input.deliveries;
      const title = first === undefined ? "Sync" : `${first.reportName} ${first.billingPeriod}`;
      return jobs.start({
        job: "sync",
        title: others.length === 0 ? title : `${title} and ${others.length} more`,
        writes: true,
        run: ({ signal, report }) =>
          importSynced({ ...workspace, ...input, signal, onProgress: report, now }),
      });
    }),
  });
}
