/** AWS Organizations: `Account.State`. */
export const ACCOUNT_STATES = [
  "PENDING_ACTIVATION",
  "ACTIVE",
  "SUSPENDED",
  "PENDING_CLOSURE",
  "CLOSED",
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Who told of an account. What AWS Organizations says wins over the user's own list. */
export type AccountTeller = "organizations" | "user";

/** What is known of an account apart from its costs. */
export type KnownAccount = {
  readonly accountId: string;
  readonly name: string;
  /** Names of the organizational units from the root down; empty right below the root, or where none is known. */
  readonly path: readonly string[];
  /** The management account of its organization; null where the teller did not say. */
  readonly payerAccountId: string | null;
  readonly state: AccountState | null;
  /** False for an account that a later reading of its organization no longer had. */
  readonly isMember: boolean;
  readonly toldBy: AccountTeller;
};
