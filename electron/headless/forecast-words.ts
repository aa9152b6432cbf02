import type { BackTest } from "#core/forecast/back-test.ts";
import type { Forecast, ForecastNote } from "#core/forecast/forecast.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { moneyWords } from "./money.ts";

/** Why there is no forecast. */
export function noForecastWords(none: Extract<Forecast, { kind: "none" }>): string {
  switch (none.reason) {
    case "noData":
      return "There are no costs to look ahead from.";
    case "metricMissing":
      return "The files cannot support this metric; choose another one.";
    case "shortHistory":
      return `A forecast needs ${none.daysNeeded} finished days; there are ${none.daysKnown}.`;
    default:
      return assertNever(none.reason);
  }
}

export function backTestWords({ tests, horizonDays, error, naiveError }: BackTest): string {
  return `Tried ${tests} times on days that are known by now: off by ${percent(error)} of the next ${horizonDays} days (a plain mean of 30 days: ${percent(naiveError)}).`;
}

export function forecastNoteWords(note: ForecastNote, currency: string | null): string {
  const money = (amount: Decimal): string => moneyWords(amount, currency);
  switch (note.kind) {
    case "creditsEnd":
      return `Credits of ${money(note.amount)} are expected in ${note.month} once more and then none: the bill does not tell what is left.`;
    case "creditsEnded":
      return `The last credits came in ${note.month}; none are expected.`;
    case "commitmentsRenewed":
      return `Fees of reservations and Savings Plans (${money(note.perMonth)} a month) are taken to go on.`;
    case "commitmentEnds":
      return `${note.arn} ends on ${note.day} (fees of ${money(note.perMonth)} a month; what it covers costs ${note.onDemand === null ? "an unknown amount" : money(note.onDemand)} on demand); it is ${note.isRenewed ? "taken to be renewed" : "not renewed"}.`;
    default:
      return assertNever(note);
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
