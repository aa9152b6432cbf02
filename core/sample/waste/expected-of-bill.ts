import type { SampleMonth } from "../calendar.ts";
import type { LineItem } from "../line-item.ts";
import type { SampleWorld } from "../world.ts";
import type { ExpectedFinding, MoneyView } from "./expected-waste.ts";

const FINER = 10n ** 8n;
const EXPIRING_DAYS = 90;

/** What should be found of the commitments and contracts that every world has. */
export function expectedOfBill(
  world: SampleWorld,
  month: SampleMonth,
  view: MoneyView,
): readonly ExpectedFinding[] {
  const items = [...world.lineItems(month)];
  return [...unusedCommitments(items), ...expiring(items, month), ...outsideUsage(items, view)];
}

/** Net of private discounts: what nobody pays, nobody saves. */
function unusedCommitments(items: readonly LineItem[]): readonly ExpectedFinding[] {
  const fees = items.filter(({ type }) => type === "SavingsPlanRecurringFee" || type === "RIFee");
  return [...sumBy(fees, arnOf, ({ netAmortized }) => netAmortized)]
    .filter(([, { amount }]) => amount > 0n)
    .map(([key, { first, amount }]) => ({
      rule: first.type === "RIFee" ? "unused-reservations" : "unused-savings-plans",
      key,
      account: first.account.id,
      saving: amount * FINER,
    }));
}

/** Commitments that pay for usage in the month and end within the days after it. */
function expiring(items: readonly LineItem[], { endDay }: SampleMonth): readonly ExpectedFinding[] {
  const covered = items.filter(
    ({ type }) => type === "SavingsPlanCoveredUsage" || type === "DiscountedUsage",
  );
  return [...sumBy(covered, arnOf, ({ onDemandEquivalent, amortized }) => onDemandEquivalent - amortized)]
    .filter(([, { first, amount }]) => {
      const end = first.plan?.plan.endDay ?? first.reservation?.reservation.endDay ?? 0;
      return amount > 0n && end >= endDay - 1 && end < endDay + EXPIRING_DAYS;
    })
    .map(([key, { first }]) => ({
      rule: "expiring-commitments",
      key,
      account: first.account.id,
      saving: null,
    }));
}

function outsideUsage(items: readonly LineItem[], view: MoneyView): readonly ExpectedFinding[] {
  const named = sumBy(
    items,
    (item) => {
      const kind = kindOf(item);
      return kind === null ? null : `${item.account.id}|${kind}: ${serviceOf(item, view)}`;
    },
    ({ netAmortized }) => netAmortized,
  );
  return [...named]
    .filter(([, { amount }]) => (amount < 0n ? -amount : amount) * FINER >= 10n ** 18n)
    .map(([key, { first }]) => ({
      rule: "outside-usage",
      key: key.slice(key.indexOf("|") + 1),
      account: first.account.id,
      saving: null,
    }));
}

function kindOf({ type, product }: LineItem): string | null {
  if (product.service.isMarketplace === true) return "Marketplace";
  if (type === "Credit") return "Credit";
  return product.service.code.startsWith("AWSSupport") ? "Support" : null;
}

/** FOCUS has codes only. */
function serviceOf({ product: { service } }: LineItem, view: MoneyView): string {
  return service.isMarketplace === true && view === "gross" ? service.name : service.code;
}

function arnOf({ plan, reservation }: LineItem): string | null {
  return plan?.plan.arn ?? reservation?.reservation.arn ?? null;
}

function sumBy(
  items: readonly LineItem[],
  key: (item: LineItem) => string | null,
  amountOf: (item: LineItem) => bigint,
): ReadonlyMap<string, { readonly first: LineItem; readonly amount: bigint }> {
  const sums = new Map<string, { first: LineItem; amount: bigint }>();
  for (const item of items) {
    const of = key(item);
    if (of === null) continue;
    const held = sums.get(of) ?? { first: item, amount: 0n };
    sums.set(of, { first: held.first, amount: held.amount + amountOf(item) });
  }
  return sums;
}
