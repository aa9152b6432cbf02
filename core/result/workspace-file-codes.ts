/** Failures of workspace files, the ones a whole workspace is handed over in. */
export type WorkspaceFileFailureParams = {
  readonly "workspace_file.foreign": { readonly path: string };
  /** `entry` is the part of the file where it was found; `cause` says what is wrong there. */
  readonly "workspace_file.damaged": {
    readonly path: string;
    readonly entry: string;
    readonly cause: string;
  };
  readonly "workspace_file.newer": { readonly path: string; readonly version: number; readonly app: string };
  /** What came out is not what the file says was put in. */
  readonly "workspace_file.mismatch": {
    readonly path: string;
    readonly what: string;
    readonly expected: string;
    readonly actual: string;
  };
  /** A file that was to hold the key of a redaction holds none, or not all of it. */
  readonly "key_file.foreign": { readonly path: string };
  /** Two originals would get the same pseudonym under the key. */
  readonly "redaction.ambiguous": { readonly kind: string };
  readonly "disk.too_small": {
    readonly path: string;
    readonly neededBytes: number;
    readonly freeBytes: number;
  };
};
