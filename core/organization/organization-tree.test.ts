import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaledOf } from "../money/decimal.ts";
import type { KnownAccount } from "./known-account.ts";
import type { OrganizationNode } from "./organization.ts";
import { organizationTree, type AccountCost, type TreeParts } from "./organization-tree.ts";

const [PAYER, OTHER, SHOP, DATA, OLD] = ["100", "200", "101", "102", "103"];

function cost(account: string | null, amount: bigint | null, payer: string | null = PAYER): AccountCost {
  return {
    payer,
    account,
    cost: amount,
    before: null,
    trend: new Map(),
    lineItems: amount === null ? 0 : 1,
    services: amount === null ? [] : ["AmazonEC2", `S${account ?? ""}`],
    regions: [],
  };
}

function known(accountId: string, path: readonly string[], more: Partial<KnownAccount> = {}): KnownAccount {
  return {
    accountId,
    name: `Account ${accountId}`,
    path,
    payerAccountId: PAYER,
    state: "ACTIVE",
    isMember: true,
    toldBy: "organizations",
    ...more,
  };
}

function tree(
  costs: readonly AccountCost[],
  accounts: readonly KnownAccount[],
  more: Partial<TreeParts> = {},
) {
  return organizationTree({
    costs,
    known: accounts,
    nameOf: (id) => `Reported ${id}`,
    isRangeKnown: true,
    isBeforeKnown: false,
    knownMonths: [],
    ...more,
  });
}

/** `payer 100 > unit Workloads > account 101` */
function paths(nodes: readonly OrganizationNode[]): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pathOf = (node: OrganizationNode): string => {
    const parent = byId.get(node.parentId ?? "");
    const own = `${node.kind} ${node.accountId ?? node.name ?? ""}`.trim();
    return parent === undefined ? own : `${pathOf(parent)} > ${own}`;
  };
  return nodes.map(pathOf);
}

describe("places", () => {
  test("accounts stand in their units, the dearest first", () => {
    const nodes = tree(
      [cost(SHOP, 5n), cost(DATA, 9n), cost(PAYER, 1n)],
      [known(SHOP, ["Workloads", "Shop"]), known(DATA, ["Workloads"]), known(PAYER, [])],
    );
    expect(paths(nodes)).toEqual([
      "payer 100",
      "payer 100 > unit Workloads",
      "payer 100 > unit Workloads > account 102",
      "payer 100 > unit Workloads > unit Shop",
      "payer 100 > unit Workloads > unit Shop > account 101",
      "payer 100 > account 100",
    ]);
    expect(nodes.map(({ services }) => services)).toEqual([4, 3, 2, 2, 2, 2]);
    expect(nodes[0]).toMatchObject({ placedBy: "organizations", name: "Account 100" });
  });

  test("what the organization does not have is a group of its own, behind all else", () => {
    const nodes = tree(
      [cost(SHOP, 5n), cost(DATA, 90n), cost(OLD, 9n)],
      [known(SHOP, ["Workloads"]), known(OLD, ["Workloads"], { isMember: false })],
    );
    expect(paths(nodes).slice(3)).toEqual([
      "payer 100 > outside",
      "payer 100 > outside > account 102",
      "payer 100 > outside > account 103",
    ]);
    expect(nodes.slice(-2).map(({ membership }) => membership)).toEqual(["outside", "left"]);
    expect(nodes.at(-2)?.name).toBe("Reported 102");
  });

  test("a member without costs is there and costs nothing; one that left is not", () => {
    const nodes = tree(
      [cost(SHOP, 5n)],
      [known(SHOP, []), known(DATA, ["Sandbox"], { state: "CLOSED" }), known(OLD, [], { isMember: false })],
    );
    expect(nodes.find(({ accountId }) => accountId === DATA)).toMatchObject({
      cost: "0.0000000000",
      lineItems: 0,
      state: "CLOSED",
    });
    expect(paths(nodes).join()).not.toContain(OLD);
  });

  test("nothing is known where no delivery is held", () => {
    const nodes = tree([cost(SHOP, null)], [known(SHOP, [])], { isRangeKnown: false, knownMonths: [false] });
    expect(nodes.map((node) => [node.cost, node.trend])).toEqual([
      [null, [null]],
      [null, [null]],
    ]);
  });

  test("without a reading accounts stand below their payers, or where the user's file puts them", () => {
    const costs = [cost(SHOP, 5n), cost(null, 2n), cost(DATA, 1n, OTHER)];
    expect(paths(tree(costs, []))).toEqual([
      "payer 100",
      "payer 100 > account 101",
      "payer 100 > account",
      "payer 200",
      "payer 200 > account 102",
    ]);
    const own = known(SHOP, ["Mine"], { toldBy: "user", payerAccountId: null, state: null });
    const nodes = tree(costs, [own]);
    expect(paths(nodes)[1]).toBe("payer 100 > unit Mine");
    expect(nodes.filter(({ kind }) => kind === "payer").map(({ placedBy }) => placedBy)).toEqual([
      "user",
      null,
    ]);
  });

  test("each payer has its own reading: a member of one is outside of the other", () => {
    const nodes = tree(
      [cost(SHOP, 5n), cost(SHOP, 3n, OTHER), cost(DATA, 2n, OTHER)],
      [known(SHOP, ["Workloads"]), known(DATA, ["Old"], { payerAccountId: OTHER })],
    );
    expect(paths(nodes)).toEqual([
      "payer 100",
      "payer 100 > unit Workloads",
      "payer 100 > unit Workloads > account 101",
      "payer 200",
      "payer 200 > unit Old",
      "payer 200 > unit Old > account 102",
      "payer 200 > outside",
      "payer 200 > outside > account 101",
    ]);
  });

  test("the organization's word stands above the user's, whose units fill in for missing ones", () => {
    const users = known(SHOP, ["Mine"], { toldBy: "user", payerAccountId: null, name: "My shop" });
    expect(paths(tree([cost(SHOP, 1n)], [known(SHOP, ["Theirs"]), users]))[1]).toBe(
      "payer 100 > unit Theirs",
    );
    const nodes = tree([cost(SHOP, 1n)], [users, known(SHOP, [])]);
    expect(paths(nodes)[1]).toBe("payer 100 > unit Mine");
    expect(nodes.at(-1)?.name).toBe("Account 101");
  });
});

test("every node is the sum of its children, and the payers are the bill to the last digit", () => {
  const ids = fc.constantFrom("1", "2", "3", "4", "5", null);
  const costs = fc.uniqueArray(
    fc.record({
      payer: fc.constantFrom(PAYER, OTHER, null),
      account: ids,
      amount: fc.bigInt(-(10n ** 30n), 10n ** 30n),
    }),
    { selector: ({ payer, account }) => JSON.stringify([payer, account]) },
  );
  const accounts = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("1", "2", "3", "6"),
      path: fc.array(fc.constantFrom("A", "B"), { maxLength: 3 }),
      payer: fc.constantFrom(PAYER, OTHER, null),
      isMember: fc.boolean(),
    }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(costs, accounts, (given, told) => {
      const nodes = tree(
        given.map(({ payer, account, amount }) => cost(account, amount, payer)),
        told.map(({ id, path, payer, isMember }) => known(id, path, { payerAccountId: payer, isMember })),
      );
      const amountOf = (node: OrganizationNode): bigint => scaledOf(node.cost ?? "0.0");
      const sumOf = (found: readonly OrganizationNode[]): bigint =>
        found.reduce((sum, node) => sum + amountOf(node), 0n);
      expect(sumOf(nodes.filter(({ parentId }) => parentId === null))).toBe(
        given.reduce((sum, { amount }) => sum + amount, 0n),
      );
      for (const node of nodes) {
        const children = nodes.filter(({ parentId }) => parentId === node.id);
        if (children.length > 0) expect(sumOf(children)).toBe(amountOf(node));
      }
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    }),
  );
});
