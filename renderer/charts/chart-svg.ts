import { BarChart, LineChart } from "echarts/charts";
import { AxisPointerComponent, GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type ChartSize, escaped, FONT, framedSvg, HEAD, INK, MARGIN } from "./chart-frame.ts";
import { colourOf, LIGHT } from "./palette.ts";
import type { ChartWords, Series, TimePicture } from "./series.ts";
import { timeChartOption } from "./time-chart-option.ts";

use([BarChart, LineChart, GridComponent, AxisPointerComponent, SVGRenderer]);

const ENTRY = { height: 20, mark: 10, width: 228 } as const;
const LONGEST_NAME = 32;

/**
 * A picture as a file of its own: title, days, chart and legend on white, in the colours of the light theme, whatever
 * theme is in sight. Nothing in it is fetched, and names from bills are text.
 */
export function chartSvg(
  picture: TimePicture,
  words: ChartWords,
  { title, size }: { readonly title: string; readonly size: ChartSize },
): string {
  const entries = legendOf(picture);
  const columns = Math.max(1, Math.floor((size.width - 2 * MARGIN) / ENTRY.width));
  const legendTop = HEAD + size.height + 12;
  const height = legendTop + Math.ceil(entries.length / columns) * ENTRY.height + MARGIN;
  const first = picture.buckets[0];
  const last = picture.buckets.at(-1);
  const days =
    first === undefined || last === undefined
      ? ""
      : first === last
        ? words.bucket(first)
        : `${words.bucket(first)} – ${words.bucket(last)}`;
  const legend = entries.map((entry, at) => {
    const x = MARGIN + (at % columns) * ENTRY.width;
    const y = legendTop + Math.floor(at / columns) * ENTRY.height;
    const mark = entry.dashed
      ? `<path d="M${x} ${y + 9}h12" stroke="${entry.colour}" stroke-width="2" stroke-dasharray="4 3"/>`
      : `<rect x="${x}" y="${y + 4}" width="${ENTRY.mark}" height="${ENTRY.mark}" rx="2" fill="${entry.colour}"/>`;
    return `${mark}<text x="${x + 18}" y="${y + 13}" font-size="12" fill="${INK}">${escaped(cut(entry.name))}</text>`;
  });
  const body = [
    placed(drawn(picture, words, { width: size.width - 2 * MARGIN, height: size.height })),
    ...legend,
  ];
  return framedSvg({ title, note: days, size: { width: size.width, height }, body });
}

function drawn(picture: TimePicture, words: ChartWords, size: ChartSize): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption(timeChartOption(picture, words, { palette: LIGHT, fontFamily: FONT, emphasised: null }));
  const text = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  return text;
}

/** The chart's own document becomes a part of the whole. */
function placed(svg: string): string {
  return svg.replace(/^[\s\S]*?<svg /, `<svg x="${MARGIN}" y="${HEAD}" `);
}

function legendOf({ series, reference }: TimePicture) {
  const entry = ({ name, ink }: Series, dashed: boolean) => ({
    name,
    dashed,
    colour: colourOf(LIGHT, ink),
  });
  return [
    ...series.map((one) => entry(one, false)),
    ...(reference === null ? [] : [{ ...entry(reference, true), colour: LIGHT.plain }]),
  ];
}

function cut(name: string): string {
  const characters = [...name];
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join("")}…`;
}
