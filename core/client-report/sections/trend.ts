import type { CostGroup } from "../../cost/query/cost-query.ts";
import type { Decimal } from "../../money/decimal.ts";
import { columnChart } from "../charts.ts";
import { html } from "../html.ts";
import { BODY, type PageDraft, tablePages } from "../page.ts";
import {
  changeOf,
  drawn,
  isRise,
  magnitude,
  monthTotal,
  OTHER_INK,
  SERIES,
  sourceOf,
  type Telling,
  totalBefore,
} from "../telling.ts";

const CHART = 420;
/** Months beside each other in the table. */
const MONTHS = 6;

/** What the months cost, by service. */
export function trendPages(telling: Telling): readonly PageDraft[] {
  const { content, format, inks, short, accent } = telling;
  const { trend } = content;
  const series = servicesOf(telling);
  const months = trend.buckets.map((bucket) => format.periodShort(bucket));
  const drawnSeries = series.map(({ name, values }, at) => ({
    name,
    colour: at < trend.groups.length ? (inks[at] ?? accent) : OTHER_INK,
    values: values.map(drawn),
  }));
  const chart = columnChart(
    {
      label: `Cost by month and service, ${months[0] ?? ""} to ${months.at(-1) ?? ""}`,
      buckets: months,
      series: drawnSeries,
      totals: trend.values.map((value) => (value === null ? null : short(value))),
    },
    { width: BODY.width, height: CHART },
  );
  return [
    {
      title: trendTitle(telling),
      body: () =>
        html`${chart}
          <p class="source">
            ${sourceOf(telling, `Cost by month, the ${Math.min(SERIES, trend.groups.length)} largest services of the period by name`)}${partial(telling)}
          </p>`,
    },
    ...monthTable(telling),
  ];
}

/** What the reported month cost against the one before, in one sentence. */
export function monthSentence(telling: Telling): string {
  const { format, short, month, monthBefore, isPartial } = telling;
  const [now, before] = [monthTotal(telling), totalBefore(telling)];
  if (now === null) return `The cost of ${month} is not known`;
  const change = changeOf(now, before);
  if (change === null || before === null) return `${month} cost ${short(now)}`;
  if (isPartial) return `${month} has cost ${short(now)} so far, after ${short(before)} in ${monthBefore}`;
  const share = format.change(now, before).replace(/^[+-]/, "");
  const by = short(magnitude(change));
  if (/^0[.,]0\D*$/.test(share)) return `Costs stayed at ${short(now)} in ${month}`;
  return `Costs ${isRise(change) ? "rose" : "fell"} ${share} to ${short(now)} in ${month}, ${by} ${isRise(change) ? "more" : "less"} than in ${monthBefore}`;
}

function trendTitle(telling: Telling): string {
  const { content, format, short } = telling;
  const { trend } = content;
  const first = trend.values.findIndex((value) => value !== null);
  const [start, end] = [trend.values[first] ?? null, monthTotal(telling)];
  if (start === null || end === null || first === trend.values.length - 1) return monthSentence(telling);
  const largest = trend.groups[0];
  const share =
    largest === undefined
      ? ""
      : `; ${nameOf(largest)} is ${format.share(largest.total, trend.total)} of the whole`;
  return `From ${short(start)} in ${format.period(trend.buckets[first] ?? "")} to ${short(end)} in ${telling.month}${share}`;
}

export function nameOf({ key, labels }: Pick<CostGroup, "key" | "labels">): string {
  return labels[0] ?? key[0] ?? "No value";
}

type Row = {
  readonly name: string;
  readonly total: Decimal | null;
  readonly values: readonly (Decimal | null)[];
};

function servicesOf({ content: { trend } }: Telling): readonly Row[] {
  const { groups, other } = trend;
  return [
    ...groups.map((group) => ({ name: nameOf(group), total: group.total, values: group.values })),
    ...(other === null
      ? []
      : [{ name: `${other.groups} other services`, total: other.total, values: other.values }]),
  ];
}

function monthTable(telling: Telling): readonly PageDraft[] {
  const { content, format, money } = telling;
  const { trend } = content;
  const from = Math.max(0, trend.buckets.length - MONTHS);
  const shown = trend.buckets.slice(from);
  const isOne = trend.buckets.length === 1;
  const rowOf = ({ name, total, values }: Row): readonly string[] => [
    name,
    ...values.slice(from).map(money),
    ...(isOne ? [] : [money(total)]),
    format.share(total, trend.total),
  ];
  const first = trend.buckets[0] ?? "";
  return tablePages({
    title:
      shown.length === 1
        ? `What each service cost in ${telling.month}`
        : `What each service cost in the last ${shown.length} months`,
    table: {
      name: "Cost by service and month",
      columns: [
        { name: "Service", align: "left", width: 240 },
        ...shown.map((bucket) => ({ name: format.periodShort(bucket), align: "right" as const, width: 116 })),
        ...(isOne
          ? []
          : [{ name: `Since ${format.periodShort(first)}`, align: "right" as const, width: 134 }]),
        { name: "Share", align: "right" as const, width: 82 },
      ],
      rows: servicesOf(telling).map(rowOf),
      sum: rowOf({ name: "Total", total: trend.total, values: trend.values }),
    },
    source: sourceOf(telling, "All months are in the workbook that belongs to this report"),
  });
}

function partial({ isPartial, month, format, content: { held } }: Telling): string {
  return isPartial ? ` ${month} is held for ${format.range(held)} only.` : "";
}
