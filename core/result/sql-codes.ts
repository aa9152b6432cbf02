/** Failures of the SQL console. `at` is the index into the statement's text where it went wrong, where that is known. */
export type SqlFailureParams = {
  /** The gate does not let the statement run. */
  readonly "sql.refused": { readonly problem: string; readonly at: number | null };
  /** DuckDB cannot run it: a misspelt column, a wrong type, a division of text. */
  readonly "sql.invalid": { readonly problem: string; readonly at: number | null };
  readonly "sql.too_slow": { readonly seconds: number };
  readonly "sql.too_much_memory": { readonly limitMb: number };
  /** The console's process ended by itself. */
  readonly "sql.console_ended": Record<never, never>;
  /** Deliveries were replaced while the statement ran. */
  readonly "sql.data_changed": Record<never, never>;
};
