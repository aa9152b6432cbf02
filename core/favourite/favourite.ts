export const FAVOURITE_KINDS = [
  "view",
  "dashboard",
  "budget",
  "account",
  "service",
  "unit",
  "resource",
  "query",
  "value",
] as const;

/** What kind of thing a favourite is; `value` is one of any other dimension. */
export type FavouriteKind = (typeof FAVOURITE_KINDS)[number];

/** A thing the user wants at hand. */
export type Favourite = {
  /** `dashboard:<id>`: the same thing, the same favourite. */
  readonly id: string;
  readonly kind: FavouriteKind;
  readonly name: string;
  /** Where it opens: the part of the address behind `#`. */
  readonly link: string;
};
