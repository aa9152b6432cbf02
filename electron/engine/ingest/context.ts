import type { Database } from "../duckdb/database.ts";
import type { Scratch } from "../duckdb/scratch.ts";
import type { ImportProgress } from "./progress.ts";

/** What every step of one import needs. */
export type ImportContext = {
  readonly database: Database;
  /** Reads the files of the delivery. */
  readonly scratch: Scratch;
  /** The workspace folder. */
  readonly directory: string;
  /** Folder of this import below the workspace's staging folder. */
  readonly staging: string;
  readonly signal: AbortSignal | undefined;
  readonly progress: ImportProgress;
  readonly now: () => Date;
  /** Ids of the deliveries that this import has published so far. */
  readonly published: Set<string>;
};
