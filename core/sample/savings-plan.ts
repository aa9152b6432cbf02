import { ONE } from "./amount.ts";
import { dayText, type SampleMonth } from "./calendar.ts";
import { type InstancePlace, planRateOf, type SavingsPlan } from "./commitment.ts";
import { REGIONS } from "./organisation.ts";
import type { PlanKind } from "./prices/offer.ts";
import { SERVICES } from "./prices/services.ts";
import { serviceProduct, type Product } from "./product.ts";
import { characters, seedOf, uuid } from "./random.ts";
import { quantityOf, type Levels, type UsageLine } from "./usage-line.ts";

/** A wish for a Savings Plan, sized by what it could have covered in a month. */
export type PlanDraft = Pick<SavingsPlan, "kind" | "owner" | "place" | "paymentOption"> & {
  readonly name: string;
  readonly startDay: number;
  readonly years: 1 | 3;
  readonly sizedIn: SampleMonth;
  /** Share of a working day's eligible usage that was committed to: weekends leave some of it unused. */
  readonly percent: bigint;
  readonly isReturned?: boolean;
};

/** Where the company's EC2 Instance Savings Plan applies. */
export const INSTANCE_PLACE: InstancePlace = { region: REGIONS["us-east-1"], family: "m6i" };

const YEAR_DAYS = 365;
const TENTH_OF_A_CENT = ONE / 1000n;
const MARK_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Commitment per hour: a share of what usage of a Wednesday costs an hour at the plan's rates. */
export function wantedCommitment(draft: PlanDraft, lines: readonly UsageLine[], levels: Levels): bigint {
  const { sizedIn, percent } = draft;
  const wednesday = sizedIn.days.find((day) => day.slot.weekday === 3) ?? sizedIn.days[0];
  if (wednesday === undefined) return ONE;
  const daily = lines.reduce((sum, line) => {
    const quantity = quantityOf(line, sizedIn, wednesday.slot, levels);
    return sum + (quantity * (planRateOf(draft, line.product) ?? 0n)) / ONE;
  }, 0n);
  return ((daily / 24n) * percent) / 100n;
}

/** Signs the plan for a commitment per hour. */
export function planOf(seed: string, draft: PlanDraft, wantedPerHour: bigint): SavingsPlan {
  const { kind, owner, place, paymentOption, startDay, years } = draft;
  const endDay = startDay + years * YEAR_DAYS;
  const term = `${years}yr` as const;
  const half = tidyMoney(wantedPerHour / 2n);
  const amortizedPerHour =
    paymentOption === "No Upfront" ? 0n : paymentOption === "All Upfront" ? half * 2n : half;
  const id = uuid(seedOf(`${seed}|plan|${draft.name}`));
  return {
    kind,
    owner,
    place,
    isReturned: draft.isReturned === true,
    arn: `arn:aws:savingsplans::${owner.id}:savingsplan/${id}`,
    id,
    mark: characters(seedOf(id), 10, MARK_ALPHABET),
    startDay,
    endDay,
    start: dayText(startDay),
    end: dayText(endDay),
    term,
    paymentOption,
    recurringPerHour: half * 2n - amortizedPerHour,
    amortizedPerHour,
    upfrontFee: amortizedPerHour * BigInt(years * YEAR_DAYS * 24),
    product: planProduct(kind, place, `${term}${paymentOption.replace(" ", "")}`),
  };
}

function planProduct(kind: PlanKind, place: InstancePlace | undefined, offering: string): Product {
  switch (kind) {
    case "ComputeSavingsPlans":
      return serviceProduct(SERVICES.savingsPlans, `ComputeSP:${offering}`);
    case "EC2InstanceSavingsPlans":
      return serviceProduct(
        SERVICES.savingsPlans,
        `${place?.region.short ?? ""}-EC2SP:${place?.family ?? ""}.${offering}`,
      );
    case "SageMakerSavingsPlans":
      return serviceProduct(SERVICES.learningPlans, `SageMakerSP:${offering}`);
  }
}

function tidyMoney(value: bigint): bigint {
  const tidied = (value / TENTH_OF_A_CENT) * TENTH_OF_A_CENT;
  return tidied > 0n ? tidied : TENTH_OF_A_CENT;
}
