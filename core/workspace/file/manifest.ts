import type { ReportFormat } from "../../delivery/delivery.ts";
import type { Decimal } from "../../money/decimal.ts";
import type { BillingPeriod } from "../../time/period.ts";
import type { RedactionNote } from "../redaction/redaction.ts";

/** What a workspace file says it is; the first thing that is looked for in one. */
export const FILE_FORMAT = "cloudspend-workspace";
/**
 * Layout of the file. A reader refuses a higher one and never guesses. The second one has the deliveries that were replaced as
 * well; a file without any is written in the first, which older readers know.
 */
export const FILE_VERSION = 2;
export const FILE_VERSION_WITHOUT_FORMER = 1;
export const FILE_EXTENSION = "cloudspend";
/** Ending of the file that can tell what the pseudonyms of a redacted copy stand for. */
export const KEY_EXTENSION = "cloudspend-key";

/** One file inside the workspace file, other than the manifest itself. */
export type FileEntry = { readonly name: string; readonly sizeBytes: number; readonly sha256: string };

/** What one delivery must come out as when the file is opened elsewhere. */
export type FileDelivery = {
  readonly id: string;
  readonly billingPeriod: BillingPeriod;
  readonly format: ReportFormat;
  readonly reportName: string;
  readonly counted: boolean;
  readonly rows: number;
  /** Sum of the unblended (FOCUS: billed) cost, by currency. */
  readonly totals: Readonly<Record<string, Decimal>>;
};

/** The contents of a workspace file, told by the file itself. */
export type FileManifest = {
  readonly format: typeof FILE_FORMAT;
  readonly version: number;
  /** Version of the app that wrote it. */
  readonly app: string;
  readonly createdAt: string;
  /** Name of the workspace. */
  readonly name: string;
  /** Whether names and hashes of the delivered files are in it. */
  readonly sourceNames: boolean;
  /** What was replaced by pseudonyms; null for a file with everything as it was. */
  readonly redaction: RedactionNote | null;
  readonly deliveries: readonly FileDelivery[];
  readonly entries: readonly FileEntry[];
};

/** A workspace file before it is opened. */
export type WorkspaceFileSummary = Omit<FileManifest, "format" | "entries"> & {
  readonly path: string;
  readonly sizeBytes: number;
  /** Names of the things kept with the workspace, such as budgets and views, and how many there are of each. */
  readonly collections: Readonly<Record<string, number>>;
  /** Accounts that are listed in it and have to be connected again. */
  readonly accounts: number;
};
