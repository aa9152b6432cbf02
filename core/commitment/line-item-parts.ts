import type { Sql } from "../sql/sql.ts";

/**
 * What a line item says about commitments, as SQL expressions over the stored columns. An amount is NULL where its column is
 * missing.
 */
export type LineItemParts = {
  /** `savingsPlan` or `reservation`; NULL for usage on demand. */
  readonly kind: Sql;
  /** `covered`: usage a commitment paid for. `fee`: the commitment itself. `usage`: other usage. NULL: anything else. */
  readonly role: Sql;
  readonly arn: Sql;
  /** Plan type as AWS writes it; NULL for reservations. */
  readonly offering: Sql;
  /** Public on-demand price of covered usage. */
  readonly list: Sql;
  /** What usage on demand counts as at on-demand prices. */
  readonly onDemand: Sql;
  /** Amortized: covered usage its share, a fee what is unused, usage what it costs. */
  readonly cost: Sql;
  readonly committed: Sql;
  readonly used: Sql;
  readonly reservedUnits: Sql;
  readonly unusedUnits: Sql;
  readonly usageAmount: Sql;
  /** AWS: `lineItem/NormalizedUsageAmount`. */
  readonly normalizedAmount: Sql;
  readonly usageEnd: Sql;
  readonly term: Sql;
  readonly payment: Sql;
  readonly start: Sql;
  readonly end: Sql;
  readonly count: Sql;
};
