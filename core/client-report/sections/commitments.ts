import type { Commitment, CommitmentAnswer } from "../../commitment/commitment.ts";
import {
  commitmentCost,
  costUtilisation,
  effectiveSavingsRate,
  netSavings,
  spendCoverage,
} from "../../commitment/rates.ts";
import { commitmentName } from "../../format/commitments.ts";
import { compare } from "../../money/decimal.ts";
import { type Line, shareChart } from "../charts.ts";
import { html, type Html } from "../html.ts";
import { BODY, emptyPage, type PageDraft, tablePages } from "../page.ts";
import { sourceOf, type Telling, whyNot } from "../telling.ts";

const TITLE = "Savings Plans and reservations";

/** What commitments cost, cover and save. */
export function commitmentPages(telling: Telling): readonly PageDraft[] {
  const { commitments, commitmentsOfMonth } = telling.content;
  if (commitmentsOfMonth.kind !== "told") return [emptyPage(TITLE, whyNot(commitmentsOfMonth))];
  const answer = commitmentsOfMonth.value;
  const held = answer.commitments.filter(({ amounts }) => amounts !== null);
  if (held.length === 0)
    return [
      emptyPage(
        noneSentence(telling.month),
        "The line items of the month name no commitment: none is held, or the reports lack the columns that tell.",
      ),
    ];
  return [
    ...(commitments.kind === "told" ? [overTime(telling, commitments.value, answer)] : []),
    ...list(telling, held),
  ];
}

function noneSentence(month: string): string {
  return `No Savings Plan or reservation is in the bill of ${month}`;
}

/** What commitments bring, in one sentence. */
export function commitmentSentence({ content, format, short, month }: Telling): string | null {
  if (content.commitmentsOfMonth.kind !== "told") return null;
  const { all, commitments } = content.commitmentsOfMonth.value;
  if (!commitments.some(({ amounts }) => amounts !== null)) return noneSentence(month);
  const { total } = all;
  const [coverage, saved] = [spendCoverage(total), netSavings(total)];
  if (coverage === null) return null;
  const brought =
    saved === null
      ? ""
      : compare(saved, "0.0") >= 0
        ? ` and saved ${short(saved)} net`
        : ` and cost ${short(saved.slice(1))} more than they saved`;
  return `Commitments covered ${format.percent(coverage)} of what they could${brought} in ${month}`;
}

function overTime(telling: Telling, trend: CommitmentAnswer, month: CommitmentAnswer): PageDraft {
  const { format, accent, inks } = telling;
  const lines: readonly Line[] = [
    { name: "Used", colour: accent, values: shares(trend, costUtilisation) },
    { name: "Coverage", colour: inks[2] ?? accent, values: shares(trend, spendCoverage) },
    { name: "Savings rate", colour: inks[3] ?? accent, values: shares(trend, effectiveSavingsRate) },
  ].map((line) => ({
    ...line,
    text: format.percent(line.values.findLast((value) => value !== null) ?? null),
  }));
  const chart = shareChart(
    {
      label: "Utilisation, coverage and effective savings rate by month",
      buckets: trend.buckets.map((bucket) => format.periodShort(bucket)),
      lines,
      marks: [format.percent(0), format.percent(0.5), format.percent(1)],
    },
    { width: BODY.width, height: 300 },
  );
  return {
    title: commitmentSentence(telling) ?? TITLE,
    body: () =>
      html`${figures(telling, month)}${chart}
        <p class="source">
          ${sourceOf(telling, "Used: cost of covered usage over the whole cost of commitments. Coverage: covered usage over all usage a commitment could pay for, at on-demand prices. Savings rate: net savings over that")}
        </p>`,
  };
}

function shares(
  { all }: CommitmentAnswer,
  rate: (amounts: CommitmentAnswer["all"]["total"]) => number | null,
): readonly (number | null)[] {
  return all.values.map((amounts) => (amounts === null ? null : rate(amounts)));
}

function figures({ money, month }: Telling, { all: { total } }: CommitmentAnswer): Html {
  const list = [
    { name: "Cost of commitments", value: money(commitmentCost(total)) },
    { name: "Paid and not used", value: money(total.unused) },
    { name: "Still on demand", value: money(total.onDemand) },
    { name: "Net savings", value: money(netSavings(total)) },
  ];
  return html`<div class="figures">
    ${list.map(
      ({ name, value }) =>
        html`<div>
          <p class="name">${name}</p>
          <p class="value">${value}</p>
          <p class="note">${month}</p>
        </div>`,
    )}
  </div>`;
}

function list(telling: Telling, held: readonly Commitment[]): readonly PageDraft[] {
  const { format, money, month } = telling;
  const ordered = held.toSorted((a, b) => compare(cost(b), cost(a)));
  return tablePages({
    title: `The ${format.count(held.length)} commitments in the bill of ${month}`,
    table: {
      name: "Commitments",
      columns: [
        { name: "Commitment", align: "left", width: 330 },
        { name: "Bought by", align: "left", width: 170 },
        { name: "Terms", align: "left", width: 150 },
        { name: "Ends", align: "left", width: 112 },
        { name: "Cost", align: "right", width: 120 },
        { name: "Not used", align: "right", width: 110 },
        { name: "Net savings", align: "right", width: 120 },
      ],
      rows: ordered.map((one) => [
        [commitmentName(one), one.instanceType, idOf(one)].filter((part) => part !== null).join(" "),
        one.ownerLabel ?? one.owner ?? "not told",
        [one.term, one.payment].filter((part) => part !== null).join(", ") || "not told",
        one.end === null ? "not told" : format.date(one.end.slice(0, 10)),
        money(one.amounts === null ? null : commitmentCost(one.amounts)),
        money(one.amounts?.unused ?? null),
        money(one.amounts === null ? null : netSavings(one.amounts)),
      ]),
      sum: null,
    },
    source: sourceOf(telling, "Largest cost first"),
  });
}

/** The last part of the ARN; services part it by slashes or by colons. */
function idOf({ arn }: Commitment): string {
  return arn.split(/[/:]/).at(-1) ?? arn;
}

function cost({ amounts }: Commitment): string {
  return (amounts === null ? null : commitmentCost(amounts)) ?? "0.0";
}
