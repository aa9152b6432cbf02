import type { PlanType } from "#core/commitment/commitment.ts";
import type { SimulationQuery } from "#core/commitment/simulation.ts";
import { formatScaled, parseScaled, type Decimal } from "#core/money/decimal.ts";

/** What the user typed; blanks take what the files tell. */
export type SimulationInput = {
  readonly planType: PlanType;
  readonly scope: string | null;
  readonly includesCovered: boolean;
  readonly discountPercent: string;
  readonly commitment: string;
  readonly dropPercent: string;
};

export const FIRST_INPUT: SimulationInput = {
  planType: "Compute",
  scope: null,
  includesCovered: false,
  discountPercent: "",
  commitment: "",
  dropPercent: "10",
};

/** A discount strictly between 0 and 100 percent as a share; null for a blank, undefined for what is none. */
export function discountOf(text: string): Decimal | null | undefined {
  if (text.trim() === "") return null;
  const percent = parseScaled(text);
  if (percent === null || percent <= 0n || percent >= 100n * 10n ** 18n) return undefined;
  return formatScaled(percent / 100n);
}

/** A commitment per hour, zero or more; null for a blank, undefined for what is none. */
export function commitmentOf(text: string): Decimal | null | undefined {
  if (text.trim() === "") return null;
  const amount = parseScaled(text);
  return amount === null || amount < 0n ? undefined : formatScaled(amount);
}

/** A fall between 0 and 100 percent; undefined for what is none. */
export function dropOf(text: string): number | undefined {
  const percent = Number(text);
  return text.trim() !== "" && percent >= 0 && percent <= 100 ? percent : undefined;
}

/** The question, without its period; null while something typed cannot be understood. */
export function simulationOf(input: SimulationInput): Omit<SimulationQuery, "range" | "currency"> | null {
  const discount = discountOf(input.discountPercent);
  const commitment = commitmentOf(input.commitment);
  const dropPercent = dropOf(input.dropPercent);
  if (discount === undefined || commitment === undefined || dropPercent === undefined) return null;
  const { planType, scope, includesCovered } = input;
  return {
    planType,
    scope: planType === "EC2Instance" ? scope : null,
    includesCovered,
    discount,
    commitment,
    dropPercent,
  };
}
