import { z } from "zod";
import { REDACTIONS } from "../workspace/redaction/redaction.ts";
import { procedure } from "./schema/common.ts";
import { jobId } from "./schema/job.ts";
import { translation, workspaceFileContents, workspaceFileSummary } from "./schema/workspace-file.ts";
import { workspace, workspaceName } from "./schema/workspace.ts";

const path = z.string().min(1);
const hidden = z.array(z.enum(REDACTIONS)).min(1).readonly();
/** What is hidden; with `key` the pseudonyms are those of an earlier copy, else a new key file is asked for. */
const redactionChoice = z.object({ hidden, key: path.nullable() }).readonly();

/** What the engine does with workspace files. */
export const workspaceFileProcedures = {
  /** Writes the open workspace to one file; the job's result is a `WrittenWorkspaceFile`. */
  export: procedure.input(z.object({ path, contents: workspaceFileContents })).output(jobId),
  /** Looks into a file without taking anything from it. */
  inspect: procedure.input(z.object({ path })).output(workspaceFileSummary),
  /** Makes a workspace of a file in the folder `directory`, which must not be there yet. */
  import: procedure.input(z.object({ path, directory: path })).output(jobId),
  /** What some texts of an export look like when it is redacted, with a key made for the occasion. */
  preview: procedure.input(z.object({ hidden })).output(z.array(translation).readonly()),
  /** The pseudonyms of a key file that stand in a text, with what they stand for. */
  translate: procedure
    .input(z.object({ keyPath: path, text: z.string().max(1_000_000) }))
    .output(z.array(translation).readonly()),
};

/** Workspaces handed over as one file, as the page asks for it. */
export const handOverProcedures = {
  /** Asks where to, and starts writing the open workspace there; the engine's job, null when the user thought better of it. */
  export: procedure
    .input(z.object({ name: workspaceName, sourceNames: z.boolean(), redaction: redactionChoice.nullable() }))
    .output(z.object({ jobId, path, keyPath: path.nullable() }).nullable()),
  /** Asks for the key file of an earlier copy; null when the user thought better of it. */
  chooseKey: procedure.output(path.nullable()),
  /** Asks for a file and looks into it; null when the user thought better of it. */
  choose: procedure.output(workspaceFileSummary.nullable()),
  inspect: procedure.input(z.object({ path })).output(workspaceFileSummary),
  /** Makes a new workspace of the file; answers when it is whole and checked. The engine shows a job meanwhile. */
  import: procedure.input(z.object({ path, name: workspaceName })).output(workspace),
};
