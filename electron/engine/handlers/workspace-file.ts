import { basename } from "node:path";
import { exportWorkspaceFile } from "../workspace-file/export-file.ts";
import { importWorkspaceFile, inspectWorkspaceFile } from "../workspace-file/import-file.ts";
import { translationsFor } from "../workspace-file/key-file.ts";
import { previewRedaction } from "../workspace-file/preview-redaction.ts";
import type { Parts } from "./parts.ts";

export function workspaceFileHandlers({ contract: { workspaceFile }, session, jobs, now }: Parts) {
  return workspaceFile.router({
    export: workspaceFile.export.handler(({ input }) => {
      const workspace = session.current();
      return jobs.start({
        job: "export",
        title: basename(input.path),
        // Deliveries must not be replaced while they are written out.
        writes: true,
        run: ({ signal, report }) =>
          exportWorkspaceFile({ ...workspace, ...input, signal, onProgress: report, now }),
      });
    }),
    inspect: workspaceFile.inspect.handler(({ input }) => inspectWorkspaceFile(input.path)),
    preview: workspaceFile.preview.handler(({ input }) => previewRedaction(session.current(), input.hidden)),
    translate: workspaceFile.translate.handler(({ input }) => translationsFor(input.keyPath, input.text)),
    import: workspaceFile.import.handler(({ input }) =>
      jobs.start({
        job: "importWorkspace",
        title: basename(input.path),
        writes: false,
        run: ({ signal, report }) => importWorkspaceFile({ ...input, signal, onProgress: report, now }),
      }),
    ),
  });
}
