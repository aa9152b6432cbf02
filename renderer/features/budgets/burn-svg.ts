import { burnScale, type Evaluated } from "../../analysis/burn-scale.ts";
import { escaped, framedSvg, HEAD, INK, MARGIN } from "../../charts/chart-frame.ts";
import { LIGHT } from "../../charts/palette.ts";
import { BUDGET_STATES, thresholdWords } from "../../format/budgets.ts";
import type { Format } from "../../format/format.ts";

const WIDTH = 960;
const BAR = { top: HEAD + 24, height: 28 } as const;
/** As states of a budget are told everywhere in the light theme. */
const COLOURS: Readonly<Record<Evaluated["state"], string>> = {
  ok: LIGHT.accent,
  unknown: LIGHT.accent,
  atRisk: "#945600",
  passed: "#c0272d",
};

/** How far a budget is used, as a file of its own in the colours of the light theme; only the words without an amount. */
export function burnSvg(status: Evaluated, format: Format, title: string): string {
  const scale = burnScale(status);
  const colour = COLOURS[status.state];
  const money = (amount: string | null): string => format.money(amount, status.currency);
  const bottom = BAR.top + BAR.height;
  const legendTop = bottom + 28;
  const legend = [
    { look: `fill="${colour}"`, text: `${money(status.actual)} charged` },
    ...(status.expected === null
      ? []
      : [{ look: `fill="${colour}" fill-opacity="0.3"`, text: `${money(status.expected)} expected` }]),
    ...(status.amount === null ? [] : [{ look: `fill="${INK}"`, text: `${money(status.amount)} budgeted` }]),
  ];
  const words = legend.flatMap(({ look, text }, at) => [
    `<rect x="${MARGIN}" y="${legendTop + at * 20}" width="10" height="10" rx="2" ${look}/>`,
    `<text x="${MARGIN + 18}" y="${legendTop + at * 20 + 9}" font-size="12" fill="${INK}">${escaped(text)}</text>`,
  ]);
  return framedSvg({
    title,
    note: BUDGET_STATES[status.state].label,
    size: { width: WIDTH, height: legendTop + legend.length * 20 + MARGIN },
    body: [...(scale === null ? [] : barOf(scale, colour)), ...words],
  });
}

function barOf(scale: NonNullable<ReturnType<typeof burnScale>>, colour: string): readonly string[] {
  const x = (share: number): number => MARGIN + share * (WIDTH - 2 * MARGIN);
  const bottom = BAR.top + BAR.height;
  const part = (share: number, look: string): string =>
    `<rect x="${MARGIN}" y="${BAR.top}" width="${x(share) - MARGIN}" height="${BAR.height}" rx="2" ${look}/>`;
  return [
    part(1, `fill="${LIGHT.grid}"`),
    ...(scale.expected === null ? [] : [part(scale.expected, `fill="${colour}" fill-opacity="0.3"`)]),
    part(scale.actual, `fill="${colour}"`),
    `<rect x="${x(scale.amount) - 1.5}" y="${BAR.top - 5}" width="3" height="${BAR.height + 10}" fill="${INK}"/>`,
    ...scale.thresholds.map((mark) => {
      const at = x(mark.at);
      const [edge, tip] = mark.on === "actual" ? [bottom + 8, bottom + 2] : [BAR.top - 8, BAR.top - 2];
      return `<path d="M${at - 5} ${edge}h10L${at} ${tip}z" fill="${mark.isPassed ? colour : LIGHT.plain}"><title>${escaped(thresholdWords(mark))}</title></path>`;
    }),
  ];
}
