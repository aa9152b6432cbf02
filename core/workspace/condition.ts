import type { BillingPeriod } from "../time/period.ts";

/** What can be found damaged. `former` are deliveries that were replaced, `document` is a file of settings or of kept work. */
export const DAMAGED_THINGS = [
  "database",
  "log",
  "lineItems",
  "sums",
  "record",
  "former",
  "document",
] as const;
export type DamagedThing = (typeof DAMAGED_THINGS)[number];

/** A month of a report whose line items could be had from nowhere. */
export type LostMonth = {
  readonly billingPeriod: BillingPeriod;
  readonly reportName: string;
  readonly payerAccountId: string | null;
  readonly rows: number;
  /** The configured account it was synced from; null for imported files. */
  readonly costAccountId: string | null;
};

/** Something damaged that was put aside as it was found. */
export type Incident = {
  /** Name of its folder below `damaged`. */
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly thing: DamagedThing;
  /** File or month, in the user's words. */
  readonly name: string;
  readonly cause: string;
  /** Absolute path of the folder it lies in. */
  readonly folder: string;
  readonly lost: LostMonth | null;
  /** Entries of a document that could be taken over; null for other things. */
  readonly saved: number | null;
};

/**
 * What a month needs to be whole again: it is not in the database (`unlisted`), its line items are not as they were read
 * (`lineItems`), its sums are not those of the line items (`sums`), nothing tells how its files were (`record`), or it was taken
 * out as lost and the files it was imported from are there (`lost`).
 */
export const MONTH_FAULTS = ["unlisted", "lineItems", "sums", "record", "lost"] as const;
export type MonthFault = {
  readonly kind: (typeof MONTH_FAULTS)[number];
  readonly deliveryId: string;
  readonly billingPeriod: BillingPeriod;
  readonly reportName: string;
};

/** How a workspace is, apart from what it holds. */
export type WorkspaceCondition = {
  /** Why the database cannot be read any further; null where it can. */
  readonly database: string | null;
  readonly faults: readonly MonthFault[];
  /** The service that copies the workspace's folder to other computers, as far as its path tells. */
  readonly syncedBy: string | null;
};

export type RepairedMonth = {
  readonly deliveryId: string;
  readonly billingPeriod: BillingPeriod;
  readonly reportName: string;
  /** From its own line items, from the files it was imported from, or from nowhere. */
  readonly outcome: "rebuilt" | "readAgain" | "lost";
};

export type RepairReport = { readonly months: readonly RepairedMonth[] };
