import { bucketsOf } from "#core/cost/query/buckets.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { scaledOf, sum } from "#core/money/decimal.ts";
import type { KnownAccount } from "#core/organization/known-account.ts";
import type { OrganizationAnswer, OrganizationQuery } from "#core/organization/organization.ts";
import { organizationTree, type AccountCost } from "#core/organization/organization-tree.ts";
import type { DateRange, Granularity } from "#core/time/period.ts";
import { answerCosts } from "./answer.ts";
import { LABELS, periods } from "./world.ts";

const PAYER = "111122223333";

/** id and units; one account has no cost, one is closed, one is not in the organization. */
const MEMBERS: readonly (readonly [string, string, KnownAccount["state"], ...string[]])[] = [
  [PAYER, "Shop production", "ACTIVE", "Workloads", "Production"],
  ["111122224444", "Shop staging", "ACTIVE", "Workloads", "Test"],
  ["111122225555", "Data platform", "ACTIVE", "Workloads", "Production"],
  ["111122226666", "Machine learning", "SUSPENDED", "Workloads", "Production"],
  ["111122227777", "Shared services", "ACTIVE", "Infrastructure"],
  ["111122229999", "Log archive", "ACTIVE", "Security"],
];

/** The tree of the made-up company; `isRead` is false where nobody has read its organization. */
export function answerOrganization(query: OrganizationQuery, isRead: boolean): OrganizationAnswer {
  const ask = (range: DateRange, granularity: Granularity): CostAnswer =>
    answerCosts({ ...query, range, granularity, groupBy: ["linkedAccount"], top: null });
  const now = ask(query.range, "total");
  const before = query.before && ask(query.before, "total");
  const months = bucketsOf(query.trend, "month");
  const trend = ask(query.trend, "month");
  const costs = now.groups.map(({ key: [account = null], total, lineItems }): AccountCost => {
    const past = before?.groups.find(({ key }) => key[0] === account)?.total ?? null;
    const course = trend.groups.find(({ key }) => key[0] === account)?.values ?? [];
    return {
      payer: PAYER,
      account,
      cost: total === null ? null : scaledOf(total),
      before: past === null ? null : scaledOf(past),
      trend: new Map(course.map((value, at) => [at, value === null ? null : scaledOf(value)])),
      lineItems,
      services: ["AmazonEC2", "AmazonS3"],
      regions: ["eu-west-1"],
    };
  });
  const nodes = organizationTree({
    costs,
    known: isRead ? MEMBERS.map(member) : [],
    nameOf: (id) => LABELS[id] ?? null,
    isRangeKnown: true,
    isBeforeKnown: before !== null,
    knownMonths: months.map((month) => periods().includes(month)),
  });
  return {
    currency: "USD",
    currencies: ["USD"],
    nodes,
    total: sum(now.groups.map(({ total }) => total ?? "0.0")),
    before: before?.total ?? null,
    lineItems: now.lineItems,
    trendMonths: months,
    missing: [],
    answeredFrom: "daily",
  };
}

function member([accountId, name, state, ...path]: (typeof MEMBERS)[number]): KnownAccount {
  return { accountId, name, path, payerAccountId: PAYER, state, isMember: true, toldBy: "organizations" };
}
