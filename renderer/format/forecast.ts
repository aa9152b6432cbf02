import type { BackTest } from "#core/forecast/back-test.ts";
import type { Forecast, ForecastNote } from "#core/forecast/forecast.ts";
import { scaledOf, sum } from "#core/money/decimal.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { commitmentOfArn } from "./commitments.ts";
import type { Format } from "./format.ts";

type Made = Extract<Forecast, { kind: "made" }>;
type None = Extract<Forecast, { kind: "none" }>;

/** `$9,812 to $10,420 (80%)`. */
export function bandWords(
  format: Format,
  { low, high }: { readonly low: string; readonly high: string },
  currency: string | null,
): string {
  return `${format.moneyShort(low, currency)} to ${format.moneyShort(high, currency)} (80%)`;
}

/** How far off the method has been. */
export function backTestWords(format: Format, test: BackTest | null): string {
  if (test === null) return "Too little history to test the method on.";
  const times = test.tests === 1 ? "once" : `${format.count(test.tests)} times`;
  return `Tried ${times} on days that are known by now, it was off by ${format.percent(test.error)} of the next ${test.horizonDays} days; the mean of 30 days by ${format.percent(test.naiveError)}.`;
}

/** Which of the newest days were left out. */
export function droppedWords(
  format: Format,
  { dropped, knownUntil }: Pick<Made, "dropped" | "knownUntil">,
): string {
  const until = `Known until ${format.dateShort(knownUntil)}`;
  return dropped.length === 0
    ? `${until}.`
    : `${until}; AWS may still add to ${dropped.map((day) => format.dateShort(day)).join(" and ")}.`;
}

/** Why there is no forecast. */
export function noForecastWords({ reason, daysKnown, daysNeeded }: None): string {
  switch (reason) {
    case "noData":
      return "No costs to look ahead from";
    case "metricMissing":
      return "Not in this data";
    case "shortHistory":
      return `Needs ${daysNeeded} finished days, has ${daysKnown}`;
    default:
      return assertNever(reason);
  }
}

export function forecastNoteWords(format: Format, note: ForecastNote, currency: string | null): string {
  switch (note.kind) {
    case "creditsEnd":
      return `Credits of ${format.money(note.amount, currency)} are expected in ${format.period(note.month)} once more and then none: a bill does not tell what is left of them.`;
    case "creditsEnded":
      return `The last credits came in ${format.period(note.month)}; none are expected.`;
    case "commitmentsRenewed":
      return `Fees of reservations and Savings Plans (${format.money(note.perMonth, currency)} a month) are taken to go on.`;
    case "commitmentEnds":
      return `${commitmentOfArn(note.arn)} ends on ${format.date(note.day)}${feeWords(format, note, currency)}. ${endWords(format, note, currency)}`;
    default:
      return assertNever(note);
  }
}

type End = Extract<ForecastNote, { kind: "commitmentEnds" }>;

/** A commitment that was paid for in advance has no fees that come to an end. */
function feeWords(format: Format, { perMonth }: End, currency: string | null): string {
  return scaledOf(perMonth) === 0n
    ? ", paid upfront"
    : ` (fees of ${format.money(perMonth, currency)} a month)`;
}

function endWords(format: Format, { onDemand, isRenewed }: End, currency: string | null): string {
  if (onDemand === null)
    return "It is taken to be renewed: the report does not tell what it covers at on-demand prices.";
  const covered = `What it covers costs ${format.money(onDemand, currency)} a month on demand`;
  return isRenewed
    ? `${covered}, unless it is renewed, as is assumed here.`
    : `${covered}, as is expected from then on.`;
}

/** What it means for the months ahead when nothing that ends is renewed; null where nothing ends. */
export function unrenewedWords(format: Format, { months, currency }: Made): string | null {
  const [first] = months.filter(({ unrenewed }) => scaledOf(unrenewed) !== 0n);
  if (first === undefined) return null;
  const all = sum(months.map(({ unrenewed }) => unrenewed));
  return `Without renewal of what ends: ${format.moneyDelta(first.unrenewed, "0.0", currency)} in ${format.period(first.month)}, ${format.moneyDelta(all, "0.0", currency)} in all months to ${format.period(months.at(-1)?.month ?? first.month)}.`;
}

/** Everything a reader may want to know of a forecast, a line each. */
export function forecastFacts(format: Format, forecast: Made): readonly string[] {
  const unrenewed = unrenewedWords(format, forecast);
  return [
    droppedWords(format, forecast),
    backTestWords(format, forecast.backTest),
    ...forecast.notes.map((note) => forecastNoteWords(format, note, forecast.currency)),
    ...(unrenewed === null ? [] : [unrenewed]),
  ];
}
