import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { GridComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { clippingOf, type Clipping } from "./clipping.ts";
import { colourOf, type Palette } from "./palette.ts";
import type { Band, ChartWords, Series, TimePicture } from "./series.ts";

export type TimeChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption>;

export type TimeChartLook = {
  readonly palette: Palette;
  readonly fontFamily: string;
  /** Series drawn strong while the others fade. */
  readonly emphasised: string | null;
};

/**
 * The whole picture as an ECharts option. Names of series never enter it: what is written on the chart is written by
 * the page as text, since names come from bills.
 */
export function timeChartOption(
  picture: TimePicture,
  words: ChartWords,
  look: TimeChartLook,
): TimeChartOption {
  const { palette } = look;
  const clipping = clippingOf(picture);
  const drawn = picture.kind === "lines" ? picture.series.map(lineOf) : picture.series.map(stackOf);
  return {
    animation: false,
    textStyle: { fontFamily: look.fontFamily, fontSize: 11, color: palette.text },
    grid: { left: 4, right: 8, top: 10, bottom: 2, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: {
      type: "category",
      data: [...picture.buckets],
      boundaryGap: picture.kind === "bars" || picture.buckets.length === 1,
      axisLine: { lineStyle: { color: palette.axis }, onZero: true },
      axisTick: { show: false },
      axisLabel: {
        color: palette.text,
        hideOverlap: true,
        formatter: words.bucket,
        ...(picture.kind === "bars"
          ? {}
          : { alignMinLabel: "left" as const, alignMaxLabel: "right" as const }),
      },
      axisPointer: {
        show: true,
        type: picture.kind === "bars" ? "shadow" : "line",
        snap: true,
        triggerTooltip: false,
        label: { show: false },
        lineStyle: { color: palette.axis, width: 1, type: "solid" },
        shadowStyle: { color: palette.text, opacity: 0.1 },
      },
    },
    yAxis: {
      type: "value",
      splitNumber: 4,
      ...(clipping === null ? {} : { max: clipping.top }),
      axisLabel: {
        color: palette.text,
        formatter: words.valueShort,
        // Where the scale is cut, its end is no round value and would stand upon the last one.
        ...(clipping === null ? {} : { showMaxLabel: false }),
      },
      splitLine: { lineStyle: { color: palette.grid } },
    },
    series: [
      ...(picture.band === undefined ? [] : bandOf(picture.band)),
      ...drawn,
      ...(picture.reference === null ? [] : [referenceOf(picture.reference)]),
      ...(clipping === null ? [] : [beyondOf(clipping)]),
    ],
  };

  function strength(series: Series): number {
    return look.emphasised === null || look.emphasised === series.id ? 1 : 0.22;
  }

  function lineOf(series: Series): LineSeriesOption {
    const colour = colourOf(palette, series.ink);
    return {
      type: "line",
      id: series.id,
      data: [...series.values],
      color: colour,
      symbol: "circle",
      symbolSize: 4,
      showSymbol: picture.buckets.length < 3,
      lineStyle: { width: series.ink === "other" ? 1.25 : 1.75, opacity: strength(series) },
      itemStyle: { opacity: strength(series) },
      connectNulls: false,
      silent: true,
      z: look.emphasised === series.id ? 4 : 3,
    };
  }

  function stackOf(series: Series): BarSeriesOption | LineSeriesOption {
    return picture.kind === "bars" ? barOf(series) : areaOf(series);
  }

  function barOf(series: Series): BarSeriesOption {
    return {
      type: "bar",
      id: series.id,
      data: [...series.values],
      stack: "all",
      stackStrategy: "samesign",
      barMaxWidth: 56,
      barCategoryGap: picture.buckets.length > 60 ? "12%" : "24%",
      itemStyle: {
        color: colourOf(palette, series.ink),
        opacity: strength(series),
        borderColor: palette.ground,
        borderWidth: picture.buckets.length > 120 ? 0 : 0.5,
      },
      emphasis: { disabled: true },
    };
  }

  function areaOf(series: Series): LineSeriesOption {
    const colour = colourOf(palette, series.ink);
    return {
      ...lineOf(series),
      stack: "all",
      stackStrategy: "samesign",
      showSymbol: false,
      lineStyle: { width: 1, color: palette.ground, opacity: 1 },
      areaStyle: { color: colour, opacity: 0.92 * strength(series) },
    };
  }

  /** Marks the bars that are taller than the scale with what they amount to. */
  function beyondOf({ top, beyond }: Clipping): LineSeriesOption {
    return {
      type: "line",
      id: "beyond",
      data: beyond.map((height) => (height === null ? null : top)),
      lineStyle: { opacity: 0 },
      symbol: "triangle",
      symbolSize: [9, 6],
      symbolOffset: [0, 4],
      showAllSymbol: true,
      color: palette.plain,
      silent: true,
      z: 6,
      label: {
        show: true,
        position: "right",
        distance: 4,
        offset: [0, 5],
        color: palette.text,
        backgroundColor: palette.ground,
        borderRadius: 2,
        padding: [1, 3],
        fontSize: 11,
        formatter: ({ dataIndex }) => words.valueShort(beyond[dataIndex] ?? 0),
      },
    };
  }

  /** An unseen area up to the lower bound with the band stacked upon it. */
  function bandOf({ low, high }: Band): readonly LineSeriesOption[] {
    const width = high.map((upper, at) => (upper === null ? null : upper - (low[at] ?? upper)));
    const layer = (id: string, data: readonly (number | null)[], opacity: number): LineSeriesOption => ({
      type: "line",
      id,
      data: [...data],
      stack: "band",
      stackStrategy: "all",
      lineStyle: { opacity: 0 },
      areaStyle: { color: palette.accent, opacity },
      showSymbol: false,
      silent: true,
      z: 1,
    });
    return [layer("band-low", low, 0), layer("band-width", width, 0.16)];
  }

  function referenceOf(series: Series): LineSeriesOption {
    return {
      type: "line",
      id: series.id,
      // What lies beyond the scale is left out: a line that leaves the picture and returns says nothing.
      data: series.values.map((value) =>
        value !== null && clipping !== null && value > clipping.top ? null : value,
      ),
      color: palette.plain,
      lineStyle: { width: 1.5, type: [4, 3] },
      symbol: "circle",
      symbolSize: 4,
      showSymbol: picture.buckets.length < 3,
      connectNulls: false,
      silent: true,
      z: 5,
    };
  }
}
