import type { RedactionWish } from "../redaction/redaction.ts";
import type { DraftFields } from "../../account/draft.ts";

/** Things of one kind kept with a workspace, as the text of the JSON file they are in. */
export type KeptDocument = { readonly name: string; readonly text: string };

/** What goes into a workspace file besides what the engine holds. */
export type WorkspaceFileContents = {
  /** Version of the app that writes it. */
  readonly app: string;
  readonly name: string;
  /** Whether names and hashes of the delivered files go along. */
  readonly sourceNames: boolean;
  /** Null for a copy with everything as it is. */
  readonly redaction: RedactionWish | null;
  readonly documents: readonly KeptDocument[];
  readonly accounts: readonly DraftFields[];
};

/** What the job that writes a workspace file gives. */
export type WrittenWorkspaceFile = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly rows: number;
};
