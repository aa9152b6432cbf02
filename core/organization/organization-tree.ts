import { type Decimal, formatScaled } from "../money/decimal.ts";
import type { KnownAccount } from "./known-account.ts";
import type { Membership, OrganizationNode, OrganizationNodeKind } from "./organization.ts";

/** What one linked account cost on one payer's bill; amounts scaled like all exact amounts. */
export type AccountCost = {
  readonly payer: string | null;
  readonly account: string | null;
  readonly cost: bigint | null;
  readonly before: bigint | null;
  /** By month; a month without an entry has no line items. */
  readonly trend: ReadonlyMap<number, bigint | null>;
  readonly lineItems: number;
  readonly services: readonly string[];
  readonly regions: readonly string[];
};

export type TreeParts = {
  readonly costs: readonly AccountCost[];
  readonly known: readonly KnownAccount[];
  /** Names that reports give to accounts. */
  readonly nameOf: (accountId: string) => string | null;
  /** Whether a sum without line items is zero: what is not held is unknown. */
  readonly isRangeKnown: boolean;
  readonly isBeforeKnown: boolean;
  readonly knownMonths: readonly boolean[];
};

type Draft = {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: OrganizationNodeKind;
  readonly name: string | null;
  readonly accountId: string | null;
  readonly payer: string | null;
  readonly known: KnownAccount | null;
  readonly membership: Membership;
  readonly own: AccountCost[];
  readonly accounts: Set<string | null>;
  readonly children: Draft[];
};

/** Puts costs and what is known of the accounts together as one tree. */
export function organizationTree(parts: TreeParts): readonly OrganizationNode[] {
  const known = knownById(parts.known);
  const costs = withQuietMembers(parts, known);
  const roots = new Map<string, Draft>();
  for (const payer of new Set(costs.map((one) => one.payer))) {
    const own = costs.filter((one) => one.payer === payer);
    const placedBy = tellerOf(payer, own, known);
    const root = draft(null, "payer", {
      id: idOf("payer", payer),
      accountId: payer,
      payer,
      name: nameOf(parts, known.get(payer ?? "") ?? null, payer),
      known: known.get(payer ?? "") ?? null,
    });
    roots.set(root.id, root);
    for (const cost of own) place(parts, root, cost, known.get(cost.account ?? "") ?? null, placedBy);
  }
  return [...roots.values()].toSorted(byCost).flatMap((root) => flatten(parts, known, root));
}

function knownById(known: readonly KnownAccount[]): ReadonlyMap<string, KnownAccount> {
  const byId = new Map<string, KnownAccount>();
  for (const account of known) {
    const held = byId.get(account.accountId);
    if (held === undefined || held.toldBy === "user") byId.set(account.accountId, withPathOf(account, held));
    else byId.set(account.accountId, withPathOf(held, account));
  }
  return byId;
}

/** Older readings of an organization, and those without the right to read units, have no path: then the user's own counts. */
function withPathOf(account: KnownAccount, other: KnownAccount | undefined): KnownAccount {
  return account.path.length > 0 || other === undefined ? account : { ...account, path: other.path };
}

/** Members that cost nothing are part of the organization all the same, where its payer is in the answer. */
function withQuietMembers(
  { costs, known }: TreeParts,
  byId: ReadonlyMap<string, KnownAccount>,
): readonly AccountCost[] {
  const billed = new Set(costs.map(({ account }) => account));
  const payers = [...new Set(costs.map(({ payer }) => payer))];
  const quiet = [...byId.values()].flatMap((account): AccountCost[] => {
    if (billed.has(account.accountId) || !account.isMember) return [];
    const payer = account.payerAccountId ?? (payers.length === 1 ? (payers[0] ?? null) : null);
    return payer === null || !payers.includes(payer) ? [] : [nothingSpent(payer, account.accountId)];
  });
  return known.length === 0 ? costs : [...costs, ...quiet];
}

function nothingSpent(payer: string, account: string): AccountCost {
  return {
    payer,
    account,
    cost: null,
    before: null,
    trend: new Map(),
    lineItems: 0,
    services: [],
    regions: [],
  };
}

/** Who told where the accounts of a payer stand. */
function tellerOf(
  payer: string | null,
  own: readonly AccountCost[],
  known: ReadonlyMap<string, KnownAccount>,
): OrganizationNode["placedBy"] {
  const accounts = own.flatMap(({ account }) => known.get(account ?? "") ?? []);
  const isRead = accounts.some(
    ({ toldBy, payerAccountId }) =>
      toldBy === "organizations" && (payerAccountId === null || payerAccountId === payer),
  );
  if (isRead) return "organizations";
  return accounts.some(({ path }) => path.length > 0) ? "user" : null;
}

function place(
  parts: TreeParts,
  root: Draft,
  cost: AccountCost,
  known: KnownAccount | null,
  placedBy: OrganizationNode["placedBy"],
): void {
  const membership = membershipOf(cost, known, root.payer, placedBy);
  const path = membership === "member" || membership === "unknown" ? (known?.path ?? []) : null;
  let parent = root;
  if (path === null) parent = childOf(parent, "outside", { id: idOf("outside", root.payer) });
  for (const [depth, name] of (path ?? []).entries())
    parent = childOf(parent, "unit", {
      id: idOf("unit", root.payer, ...(path ?? []).slice(0, depth + 1)),
      name,
    });
  const account = childOf(parent, "account", {
    id: idOf("account", root.payer, cost.account),
    accountId: cost.account,
    name: nameOf(parts, known, cost.account),
    known,
    membership,
  });
  account.own.push(cost);
  account.accounts.add(cost.account);
}

function membershipOf(
  { account }: AccountCost,
  known: KnownAccount | null,
  payer: string | null,
  placedBy: OrganizationNode["placedBy"],
): Membership {
  if (placedBy !== "organizations" || account === null) return "unknown";
  if (known?.toldBy !== "organizations") return "outside";
  if (known.payerAccountId !== null && known.payerAccountId !== payer) return "outside";
  return known.isMember ? "member" : "left";
}

function childOf(
  parent: Draft,
  kind: OrganizationNodeKind,
  given: Partial<Draft> & Pick<Draft, "id">,
): Draft {
  const held = parent.children.find(({ id }) => id === given.id);
  if (held !== undefined) return held;
  const made = draft(parent.id, kind, { payer: parent.payer, ...given });
  parent.children.push(made);
  return made;
}

function draft(
  parentId: string | null,
  kind: OrganizationNodeKind,
  given: Partial<Draft> & Pick<Draft, "id">,
): Draft {
  return {
    kind,
    name: null,
    accountId: null,
    payer: null,
    known: null,
    membership: "unknown",
    own: [],
    accounts: new Set(),
    children: [],
    ...given,
    parentId,
  };
}

function flatten(
  parts: TreeParts,
  known: ReadonlyMap<string, KnownAccount>,
  node: Draft,
): readonly OrganizationNode[] {
  const costs = costsOf(node);
  const isRoot = node.kind === "payer";
  return [
    {
      id: node.id,
      parentId: node.parentId,
      kind: node.kind,
      name: node.name,
      accountId: node.accountId,
      payerAccountId: node.payer,
      accounts: accountsOf(node),
      cost: total(
        costs.map(({ cost, lineItems }) => ({ amount: cost, lineItems })),
        parts.isRangeKnown,
      ),
      before: parts.isBeforeKnown
        ? total(
            costs.map(({ before }) => ({ amount: before, lineItems: 0 })),
            true,
          )
        : null,
      trend: parts.knownMonths.map((isKnown, month) => trendAt(costs, month, isKnown)),
      lineItems: costs.reduce((sum, { lineItems }) => sum + lineItems, 0),
      services: new Set(costs.flatMap(({ services }) => services)).size,
      regions: new Set(costs.flatMap(({ regions }) => regions)).size,
      state: node.kind === "account" ? (node.known?.state ?? null) : null,
      membership: node.membership,
      placedBy: isRoot ? tellerOf(node.payer, costs, known) : null,
    },
    ...node.children.toSorted(byCost).flatMap((child) => flatten(parts, known, child)),
  ];
}

function costsOf(node: Draft): readonly AccountCost[] {
  return [...node.own, ...node.children.flatMap(costsOf)];
}

function accountsOf(node: Draft): readonly (string | null)[] {
  return [...node.accounts, ...node.children.flatMap(accountsOf)];
}

/** No line items are no cost; line items without an amount are unknown. */
function total(
  parts: readonly { readonly amount: bigint | null; readonly lineItems: number }[],
  isKnown: boolean,
): Decimal | null {
  const amounts = parts.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  if (amounts.length === 0)
    return isKnown && parts.every(({ lineItems }) => lineItems === 0) ? formatScaled(0n) : null;
  return formatScaled(amounts.reduce((sum, amount) => sum + amount, 0n));
}

function trendAt(costs: readonly AccountCost[], month: number, isKnown: boolean): Decimal | null {
  if (!isKnown) return null;
  return formatScaled(costs.reduce((sum, { trend }) => sum + (trend.get(month) ?? 0n), 0n));
}

/** What costs most goes first; accounts that nobody has stay behind the organization's own. */
function byCost(a: Draft, b: Draft): number {
  if ((a.kind === "outside") !== (b.kind === "outside")) return a.kind === "outside" ? 1 : -1;
  const [left, right] = [sumOf(a), sumOf(b)];
  if (left !== right) return left > right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function sumOf(node: Draft): bigint {
  return costsOf(node).reduce((sum, { cost }) => sum + (cost ?? 0n), 0n);
}

/** AWS Organizations may tell an account without a name, then its id stands for it. */
function nameOf(
  { nameOf: reported }: TreeParts,
  known: KnownAccount | null,
  id: string | null,
): string | null {
  if (id === null) return null;
  const name = known?.name ?? id;
  return name === id ? reported(id) : name;
}

function idOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}
