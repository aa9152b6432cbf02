/** A silo of one client's costs: a folder with its settings, database and line items. */
export type Workspace = {
  readonly id: string;
  readonly name: string;
  readonly directory: string;
  readonly createdAt: string;
  readonly openedAt: string | null;
  /** True for the bundled sample company. */
  readonly sample: boolean;
};

/** What deleting a workspace took away; each place was looked at afterwards and found empty. */
export type WorkspaceRemoval = {
  readonly directory: string;
  readonly files: number;
  readonly sizeBytes: number;
  /** Entries of the system's keychain. */
  readonly secrets: number;
};

/** On-disk format of a workspace folder; a newer one is refused, never downgraded. */
export const WORKSPACE_VERSION = 1;

/** What an open workspace can answer: shown in pickers, never hard-coded in the interface. */
export type WorkspaceSchema = {
  readonly metrics: readonly {
    readonly id: string;
    readonly available: boolean;
    readonly missing: readonly string[];
  }[];
  readonly dimensions: readonly {
    readonly ref: string;
    readonly kind: "fixed" | "tag" | "costCategory" | "product";
    readonly key: string;
  }[];
  readonly currencies: readonly string[];
  /** First and last day with data, half-open; null when the workspace is empty. */
  readonly range: { readonly from: string; readonly to: string } | null;
};
