/** One column of a view, as shown beside the editor. */
export type ConsoleColumn = {
  readonly name: string;
  /** DuckDB's type: `VARCHAR`, `DECIMAL(38,18)` ... */
  readonly type: string;
  readonly meaning: string;
  /** The column as AWS calls it, where it is a single one. */
  readonly source: string | null;
};

/** A read-only view that a statement of the console may use. */
export type ConsoleView = {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly ConsoleColumn[];
};

/** What the console's process opens: a file of views as of one moment, and the only files it may read besides. */
export type ConsoleSnapshot = {
  /** Changes when what the views show has changed. */
  readonly key: string;
  readonly file: string;
  readonly reads: readonly string[];
  readonly views: readonly ConsoleView[];
};
