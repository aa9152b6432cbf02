import { lengthInDays, type UsageDate } from "../time/period.ts";
import type { Commitment } from "./commitment.ts";

export const EXPIRY_WINDOWS = [30, 60, 90] as const;
/** Within how many days a commitment ends. */
export type ExpiryWindow = (typeof EXPIRY_WINDOWS)[number] | "later" | "expired";

export type Expiry = {
  readonly commitment: Commitment;
  readonly end: UsageDate;
  readonly days: number;
  readonly window: ExpiryWindow;
};

/** Commitments by the day they end, soonest first; those whose end the files do not tell are left out. */
export function expiriesOf(commitments: readonly Commitment[], today: UsageDate): readonly Expiry[] {
  return commitments
    .flatMap((commitment): readonly Expiry[] => {
      if (commitment.end === null || !/^\d{4}-\d{2}-\d{2}/.test(commitment.end)) return [];
      const end = commitment.end.slice(0, 10);
      const days = lengthInDays({ from: today, to: end });
      return [{ commitment, end, days, window: windowOf(days) }];
    })
    .toSorted((a, b) => a.days - b.days || (a.commitment.arn < b.commitment.arn ? -1 : 1));
}

function windowOf(days: number): ExpiryWindow {
  if (days < 0) return "expired";
  return EXPIRY_WINDOWS.find((window) => days <= window) ?? "later";
}
