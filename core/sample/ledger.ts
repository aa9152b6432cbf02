import type { Reservation } from "./commitment.ts";
import type { LineItem } from "./line-item.ts";
import { times } from "./amount.ts";
import type { Account } from "./organisation.ts";
import type { Service } from "./prices/offer.ts";
import { SERVICES } from "./prices/services.ts";

/** The company's private discount: 6 %, on everything but support, Marketplace and domains. */
const PRIVATE_DISCOUNT = 600_000_000n;

/** Share of an amount the private discount takes off. */
export function discountOn(service: Service, amount: bigint): bigint {
  return isDiscounted(service) ? times(amount, PRIVATE_DISCOUNT) : 0n;
}

function isDiscounted(service: Service): boolean {
  return (
    service.isMarketplace !== true &&
    service.code !== SERVICES.support.code &&
    service.code !== SERVICES.registrar.code
  );
}

type Subtotal = { readonly account: Account; readonly service: Service; amount: bigint };
type DiscountTotal = Subtotal & { readonly byDay: Map<number, bigint> };

/** What the charges at the end of a month depend on. */
export type Ledger = {
  readonly discounts: Map<string, DiscountTotal>;
  readonly taxable: Map<string, Subtotal>;
  /** Used hours by reservation. */
  readonly usedHours: Map<Reservation, bigint>;
  /** What AWS Support is charged on. */
  supported: bigint;
};

export function emptyLedger(): Ledger {
  return { discounts: new Map(), taxable: new Map(), usedHours: new Map(), supported: 0n };
}

/** Enters a usage or commitment line item. */
export function enter(ledger: Ledger, item: LineItem): void {
  const { account, product } = item;
  const discount = item.unblended - item.netUnblended;
  if (item.unblended === 0n) return;
  const key = `${account.id}|${product.service.code}`;
  const taxed = ledger.taxable.get(key) ?? { account, service: product.service, amount: 0n };
  taxed.amount += item.netUnblended;
  ledger.taxable.set(key, taxed);
  if (product.service.isMarketplace !== true) ledger.supported += item.unblended;
  if (discount !== 0n) enterDiscount(ledger, key, item, discount);
}

function enterDiscount(ledger: Ledger, key: string, item: LineItem, discount: bigint): void {
  const { account, product, slot } = item;
  const total = ledger.discounts.get(key) ?? {
    account,
    service: product.service,
    amount: 0n,
    byDay: new Map(),
  };
  total.amount += discount;
  total.byDay.set(slot.dayNumber, (total.byDay.get(slot.dayNumber) ?? 0n) + discount);
  ledger.discounts.set(key, total);
}
