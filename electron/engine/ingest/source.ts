import type { Snapshot } from "../files/source-file.ts";

/** One file to read, as the user has it or as it came out of an archive. */
export type Source = {
  /** What the user knows it as: its path, with the entry's name behind it for archives of several files. */
  readonly display: string;
  /** What is read: the user's file, or a file in our staging folder. */
  readonly path: string;
  readonly content: "text" | "gzip" | "parquet";
  /** Column names in the order of the file. */
  readonly headers: readonly string[];
  /** The user's file (the archive where it is one). */
  readonly origin: Snapshot;
};
