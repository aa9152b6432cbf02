import { EFFECTS, type ComparisonAnswer } from "../../compare/comparison.ts";
import { effectWords } from "../../format/comparison.ts";
import { compare, ratio, sum, type Decimal } from "../../money/decimal.ts";
import { type WaterfallStep, waterfallChart } from "../charts.ts";
import { html } from "../html.ts";
import { BODY, emptyPage, type PageDraft, tablePages } from "../page.ts";
import { isRise, magnitude, sourceOf, type Telling, whyNot } from "../telling.ts";
import { nameOf } from "./trend.ts";

/** Effects that are smaller against the largest one share a step. */
const SMALL = 0.01;
const REST = "Smaller effects";
/** What rounds to nothing is no step: division leaves such amounts at the last digits. */
const LEAST: Decimal = "0.005";

/** Why the reported month cost something else than the one before. */
export function driverPages(telling: Telling): readonly PageDraft[] {
  const { content, accent } = telling;
  const { drivers } = content;
  if (drivers.kind !== "told") return [emptyPage("What made the difference", whyNot(drivers))];
  const answer = drivers.value;
  const { effects } = answer;
  if (effects === null || answer.change === null)
    return [
      emptyPage(
        "What made the difference",
        `Not computable, because: ${telling.monthBefore} is not held, or is in another currency.`,
      ),
    ];
  const title = driverSentence(telling) ?? "What made the difference";
  const steps = stepsOf(telling, answer);
  const words = EFFECTS.filter((effect) => compare(magnitude(effects[effect]), LEAST) >= 0).toSorted((a, b) =>
    compare(magnitude(effects[b]), magnitude(effects[a])),
  );
  const chart = waterfallChart(
    `From ${telling.monthBefore} to ${telling.month}, by what made the difference`,
    steps,
    accent,
    { width: BODY.width, height: 300 },
  );
  return [
    {
      title,
      body: () =>
        html`${chart}
          <dl class="terms">
            ${words.slice(0, 8).map(
              (effect) =>
                html`<div>
                  <dt>${effectWords(effect).name}</dt>
                  <dd>${effectWords(effect).meaning}</dd>
                </div>`,
            )}
          </dl>
          <p class="source">
            ${sourceOf(telling, "The effects sum to the difference, to the last digit; those below half a cent are no step")}
          </p>`,
    },
    ...serviceTable(telling, answer),
  ];
}

/** What explains the difference, in one sentence; null where there is no difference to explain. */
export function driverSentence({ content, format, short }: Telling): string | null {
  if (content.drivers.kind !== "told") return null;
  const { change, groups } = content.drivers.value;
  if (change === null || compare(change, "0.0") === 0) return null;
  const largest = groups.find((group) => group.change !== null && isRise(group.change) === isRise(change));
  if (largest === undefined || largest.change === null) return null;
  const share = ratio(largest.change, change) ?? 0;
  const kind = isRise(change) ? "rise" : "fall";
  const much =
    share > 1
      ? `more than the whole ${kind} of ${short(magnitude(change))}`
      : `${format.percent(share)} of the ${kind} of ${short(magnitude(change))}`;
  const against = groups.find((group) => group.change !== null && isRise(group.change) !== isRise(change));
  const but =
    share > 1 && against?.change != null
      ? `, and ${nameOf(against)} ${isRise(change) ? "fell" : "rose"} by ${short(magnitude(against.change))}`
      : "";
  return `${nameOf(largest)} explains ${much}${but}`;
}

function stepsOf(
  { short, monthBefore, month }: Telling,
  { before, now, effects }: ComparisonAnswer,
): readonly WaterfallStep[] {
  const whole = (name: string, total: Decimal | null): WaterfallStep => ({
    kind: "whole",
    name,
    value: Number(total ?? "0.0"),
    text: short(total),
  });
  const amounts = EFFECTS.map((effect) => ({
    name: effectWords(effect).name,
    amount: effects?.[effect] ?? "0.0",
  }));
  const largest = amounts.reduce((most, { amount }) => larger(most, magnitude(amount)), "0.0");
  const isSmall = (amount: Decimal): boolean => (ratio(magnitude(amount), largest) ?? 0) < SMALL;
  const rest = sum(amounts.filter(({ amount }) => isSmall(amount)).map(({ amount }) => amount));
  const steps = [
    ...amounts.filter(({ amount }) => !isSmall(amount)),
    ...(compare(magnitude(rest), LEAST) < 0 ? [] : [{ name: REST, amount: rest }]),
  ].map(({ name, amount }): WaterfallStep => {
    const text = `${isRise(amount) ? "+" : "−"}${short(magnitude(amount))}`;
    return { kind: "step", name, value: Number(amount), text };
  });
  return [whole(monthBefore, before.total), ...steps, whole(month, now.total)];
}

function larger(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) < 0 ? b : a;
}

function serviceTable(telling: Telling, answer: ComparisonAnswer): readonly PageDraft[] {
  const { money, delta, format, month, monthBefore } = telling;
  const row = (
    name: string,
    before: Decimal | null,
    now: Decimal | null,
    change: Decimal | null,
  ): readonly string[] => [
    name,
    money(before),
    money(now),
    delta(change),
    format.change(now, before),
    format.share(now, answer.now.total),
  ];
  const { other } = answer;
  return tablePages({
    title: `The services whose cost changed most from ${monthBefore} to ${month}`,
    table: {
      name: "Change by service",
      columns: [
        { name: "Service", align: "left", width: 440 },
        { name: monthBefore, align: "right", width: 160 },
        { name: month, align: "right", width: 160 },
        { name: "Change", align: "right", width: 160 },
        { name: "Change in %", align: "right", width: 120 },
        { name: "Share", align: "right", width: 112 },
      ],
      rows: [
        ...answer.groups.map((group) => row(nameOf(group), group.before, group.now, group.change)),
        ...(other === null ? [] : [row(`${other.groups} others`, other.before, other.now, other.change)]),
      ],
      sum: row("Total", answer.before.total, answer.now.total, answer.change),
    },
    source: sourceOf(telling, "Largest change first"),
  });
}
