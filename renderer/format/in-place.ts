import type { Format } from "./format.ts";
import type { PlaceState, ScanBill, ScanEstimate, ScanProgress } from "#core/in-place/in-place.ts";
import { type Decimal, sum } from "#core/money/decimal.ts";
import { sentence } from "#core/result/sentence.ts";
import type { BillingPeriod } from "#core/time/period.ts";

/** What a screen tells of its questions in AWS, all of them together. */
type PlaceWords = {
  readonly kind: "unasked" | "running" | "answered";
  readonly text: string;
  /** Why something is not as one would wish, and what to do; null where nothing is. */
  readonly advice: string | null;
};

/** Null where AWS has no part in the screen. What waits for the user's word comes first, then what runs. */
export function placeWords(states: readonly PlaceState[], format: Format): PlaceWords | null {
  const waiting = states.flatMap((state) => (state.kind === "unasked" ? [state.estimate] : []));
  if (waiting.length > 0) return unaskedWords(waiting, format);
  const running = states.filter(isProgress);
  if (running.length > 0) return { kind: "running", ...progressWords(running, format) };
  const bills = states.flatMap((state) => (state.kind === "answered" ? [state.bill] : []));
  return bills.length === 0 ? null : billWords(bills, format);
}

function isProgress(state: PlaceState): state is ScanProgress {
  return state.kind === "queued" || state.kind === "running" || state.kind === "throttled";
}

function unaskedWords(estimates: readonly ScanEstimate[], format: Format): PlaceWords {
  const sizes = estimates.map(({ mostBytes }) => mostBytes);
  const costs = estimates.map(({ mostCostUsd }) => mostCostUsd);
  const today = todayText(estimates, format);
  const months = monthsText(estimates.flatMap(({ periods }) => periods));
  if (sizes.every((bytes) => bytes !== null) && costs.every((cost) => cost !== null))
    return {
      kind: "unasked",
      text: `AWS would read at most ${format.bytes(added(sizes))} of ${months}, ${about(costs, format)}; ${today}.`,
      advice: null,
    };
  const why = estimates.find(({ unknown }) => unknown !== null)?.unknown ?? null;
  return {
    kind: "unasked",
    text: `AWS would read ${months}; how much is not known. ${today}.`,
    advice: why === null ? null : whole(why),
  };
}

function progressWords(
  running: readonly ScanProgress[],
  format: Format,
): Pick<PlaceWords, "text" | "advice"> {
  const read = added(running.map((state) => (state.kind === "running" ? state.scannedBytes : 0)));
  const soFar = read === 0 ? "" : `, ${format.bytes(read)} so far`;
  if (running.some(({ kind }) => kind === "throttled"))
    return {
      text: `AWS asks for fewer requests; the question is asked again by itself${soFar}.`,
      advice: null,
    };
  return running.some(({ kind }) => kind === "running")
    ? { text: `AWS reads${soFar}…`, advice: null }
    : { text: "The question waits in AWS for its turn.", advice: null };
}

function billWords(bills: readonly ScanBill[], format: Format): PlaceWords {
  const read = added(bills.map(({ scannedBytes }) => scannedBytes));
  const kept = bills.flatMap(({ keptAt }) => keptAt ?? []).toSorted()[0];
  const notKept = bills.find((bill) => bill.notKept !== null)?.notKept ?? null;
  const today = todayText(bills, format);
  const text =
    read > 0
      ? `AWS has read ${format.bytes(read)}, ${about(
          bills.map(({ costUsd }) => costUsd),
          format,
        )}; ${today}.`
      : kept === undefined
        ? `AWS had nothing to read for it; ${today}.`
        : `Kept from ${format.instant(kept)}: AWS has delivered nothing new; ${today}.`;
  return { kind: "answered", text, advice: notKept === null ? null : whole(notKept) };
}

/** Most questions cost less than a cent: two digits that count are kept. */
function about(costs: readonly Decimal[], format: Format): string {
  return `about ${format.money(sum(costs), "USD")}`;
}

function todayText(told: readonly Pick<ScanBill, "todayBytes" | "dayLimitBytes">[], format: Format): string {
  const today = Math.max(...told.map(({ todayBytes }) => todayBytes));
  const limit = Math.min(...told.map(({ dayLimitBytes }) => dayLimitBytes));
  return `${format.bytes(today)} today of ${format.bytes(limit)}`;
}

function monthsText(periods: readonly BillingPeriod[]): string {
  const count = new Set(periods).size;
  return count === 1 ? "1 month" : `${count} months`;
}

/** `Oct 2025 – Jul 2026` */
export function monthSpan(periods: readonly BillingPeriod[], format: Format): string {
  const sorted = periods.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last
    ? format.periodShort(first)
    : `${format.periodShort(first)} – ${format.periodShort(last)}`;
}

function whole(failure: Parameters<typeof sentence>[0]): string {
  const { title, advice } = sentence(failure);
  return `${title} ${advice}`;
}

function added(bytes: readonly number[]): number {
  return bytes.reduce((all, each) => all + each, 0);
}
