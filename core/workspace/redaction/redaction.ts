/** What a hand-over copy can hide. Services, regions, usage types, days and amounts are always kept. */
export const REDACTIONS = [
  "accounts",
  "names",
  "resources",
  "tagValues",
  "tagKeys",
  "invoices",
  "descriptions",
] as const;
export type Redaction = (typeof REDACTIONS)[number];

/** What a copy hides, and where the key goes that can tell the originals. */
export type RedactionWish = {
  readonly hidden: readonly Redaction[];
  /** The key file that is written; kept apart from the copy. */
  readonly keyPath: string;
  /** True to go on with the key that is in `keyPath`, so that pseudonyms are those of an earlier copy. */
  readonly goOn: boolean;
};

/** Told in the manifest of a redacted file. */
export type RedactionNote = {
  /** Names the key that made the pseudonyms; it tells nothing about them. */
  readonly keyId: string;
  readonly hidden: readonly Redaction[];
};
