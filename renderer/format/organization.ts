import type { AccountState } from "#core/organization/known-account.ts";
import type { OrganizationNode } from "#core/organization/organization.ts";

type Mark = { readonly label: string; readonly meaning: string; readonly tone: "neutral" | "notes" };

const STATES: Readonly<Record<Exclude<AccountState, "ACTIVE">, Mark>> = {
  PENDING_ACTIVATION: {
    label: "Pending activation",
    meaning: "AWS has not activated the account yet.",
    tone: "neutral",
  },
  SUSPENDED: { label: "Suspended", meaning: "AWS has suspended the account.", tone: "notes" },
  PENDING_CLOSURE: { label: "Closing", meaning: "The account is being closed.", tone: "notes" },
  CLOSED: {
    label: "Closed",
    meaning: "The account is closed. Commitments and stored data may cost on for a while.",
    tone: "notes",
  },
};

/** `Shop production`, or the id where nobody told a name. */
export function nodeName({
  kind,
  name,
  accountId,
}: Pick<OrganizationNode, "kind" | "name" | "accountId">): string {
  if (kind === "outside") return "Billed, but not in the organization";
  if (name !== null) return name;
  return accountId ?? (kind === "payer" ? "No payer named" : "No account named");
}

/** What is worth knowing of a node besides its costs. */
export function nodeMarks(node: OrganizationNode): readonly Mark[] {
  if (node.kind !== "account") return [];
  const { state, membership, lineItems } = node;
  return [
    ...(state === null || state === "ACTIVE" ? [] : [STATES[state]]),
    ...(membership === "left"
      ? [
          {
            label: "Has left",
            meaning: "An earlier reading of the organization had this account, the last one no longer.",
            tone: "notes" as const,
          },
        ]
      : []),
    ...(lineItems === 0
      ? [
          {
            label: "No cost",
            meaning: "No line item of this period is of this account.",
            tone: "neutral" as const,
          },
        ]
      : []),
  ];
}

/** How many accounts stand below a payer or unit. */
export function accountsText({ accounts }: Pick<OrganizationNode, "accounts">): string {
  const count = new Set(accounts.filter((account) => account !== null)).size;
  return count === 1 ? "1 account" : `${count} accounts`;
}
