import { formatScaled, type Decimal } from "../money/decimal.ts";
import type { CommitmentAmounts, CommitmentKind } from "./commitment.ts";
import type { AmountColumn, UnknownColumn } from "./questions.ts";

/** Summed facts of one role. Amounts are scaled like all exact amounts; null where no line item has one. */
export type FactSums = {
  readonly role: "covered" | "fee" | "onDemand";
  readonly kind: CommitmentKind | null;
  readonly planType: string | null;
  readonly reservable: boolean;
  readonly amounts: Readonly<Record<AmountColumn, bigint | null>>;
  readonly unknown: Readonly<Record<UnknownColumn, number>>;
};

/** Which commitments are looked at: all together, or one kind beside the usage it could pay for. */
export type TallyScope = {
  readonly kind: CommitmentKind | null;
  /** Types of Savings Plan whose eligible usage counts. */
  readonly planTypes: ReadonlySet<string>;
};

/** Adds facts up to amounts; a sum with an unknown part is not known. */
export class Tally {
  readonly #scope: TallyScope;
  readonly #sums = new Map<keyof CommitmentAmounts, bigint>();
  readonly #unknown = new Set<keyof CommitmentAmounts>();
  #hasUnits = false;

  constructor(scope: TallyScope) {
    this.#scope = scope;
  }

  /** `part` takes the share of an amount that counts here. */
  add(fact: FactSums, part: (amount: bigint) => bigint = (amount) => amount): void {
    this.#addUnits(fact, part);
    if (!this.#takes(fact)) return;
    const { role, amounts, unknown } = fact;
    const enter = (to: keyof CommitmentAmounts, amount: bigint | null): void => {
      if (amount !== null) this.#sums.set(to, (this.#sums.get(to) ?? 0n) + part(amount));
    };
    if (role === "onDemand") return enter("onDemand", amounts.list);
    if (role === "covered") {
      enter("coveredList", amounts.list);
      enter("coveredCost", amounts.cost);
      if (unknown.no_list > 0) this.#unknown.add("coveredList");
      if (unknown.no_cost > 0) this.#unknown.add("coveredCost");
    } else {
      enter("unused", amounts.cost);
      if (unknown.no_cost > 0) this.#unknown.add("unused");
    }
    if (fact.kind === "savingsPlan") {
      enter("committed", amounts.committed);
      enter("used", amounts.used);
      if (unknown.no_committed > 0) this.#unknown.add("committed").add("used");
    }
  }

  amounts(): CommitmentAmounts {
    const isPlan = this.#scope.kind === "savingsPlan";
    const isReservation = this.#scope.kind === "reservation";
    const known = (id: keyof CommitmentAmounts): Decimal | null =>
      this.#unknown.has(id) ? null : formatScaled(this.#sums.get(id) ?? 0n);
    return {
      coveredList: known("coveredList"),
      coveredCost: known("coveredCost"),
      unused: known("unused"),
      onDemand: known("onDemand"),
      committed: isPlan ? known("committed") : null,
      used: isPlan ? known("used") : null,
      reservedUnits: isReservation ? known("reservedUnits") : null,
      unusedUnits: isReservation ? known("unusedUnits") : null,
      coveredUnits: isReservation && this.#hasUnits ? known("coveredUnits") : null,
      runningUnits: isReservation && this.#hasUnits ? known("runningUnits") : null,
    };
  }

  #takes({ kind, planType, reservable, role }: FactSums): boolean {
    const { kind: wanted, planTypes } = this.#scope;
    if (wanted === null) return true;
    if (role !== "onDemand") return kind === wanted;
    return wanted === "reservation" ? reservable : planType !== null && planTypes.has(planType);
  }

  /** Whatever runs reserved, under a Savings Plan or on demand counts as running. */
  #addUnits({ role, kind, reservable, amounts }: FactSums, part: (amount: bigint) => bigint): void {
    const enter = (to: keyof CommitmentAmounts, amount: bigint | null): void => {
      if (amount === null) return;
      this.#sums.set(to, (this.#sums.get(to) ?? 0n) + part(amount));
    };
    if (reservable) {
      enter("runningUnits", amounts.units);
      if (kind === "reservation") enter("coveredUnits", amounts.units);
      if (amounts.units !== null) this.#hasUnits = true;
    }
    if (role !== "fee" || kind !== "reservation") return;
    if (amounts.reserved_units === null || amounts.unused_units === null)
      this.#unknown.add("reservedUnits").add("unusedUnits");
    enter("reservedUnits", amounts.reserved_units);
    enter("unusedUnits", amounts.unused_units);
  }
}
