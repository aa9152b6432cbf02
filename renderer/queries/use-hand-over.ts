import type { JobId } from "#core/job/job.ts";
import type { WorkspaceFileSummary } from "#core/workspace/file/manifest.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaces } from "./use-workspaces.ts";

/** `redaction.key` is the key file of an earlier copy to go on with; null asks where a new one goes. */
export type ExportChoice = {
  readonly name: string;
  readonly sourceNames: boolean;
  readonly redaction: { readonly hidden: readonly Redaction[]; readonly key: string | null } | null;
};

/** Workspaces handed over as one file. */
export function useHandOver(): {
  /** Asks where to and starts writing; null when the user thought better of it. */
  readonly exportOpen: (choice: ExportChoice) => Promise<JobId | null>;
  /** Looks into the file at a path, or into one the user is asked for; null when the user thought better of it. */
  readonly look: (path: string | null) => Promise<WorkspaceFileSummary | null>;
  /** Makes a workspace of the file and opens it. */
  readonly importFile: (path: string, name: string) => Promise<unknown>;
} {
  const { host } = useBackend();
  const { importFile } = useWorkspaces();
  return {
    exportOpen: async (choice) => (await host.handOver.export(choice))?.jobId ?? null,
    look: (path) => (path === null ? host.handOver.choose() : host.handOver.inspect({ path })),
    importFile,
  };
}
