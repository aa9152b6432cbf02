import { describe, expect, it } from "vitest";
import { clippingOf } from "./clipping.ts";
import { readBucket } from "./bucket-reading.ts";
import { DARK } from "./palette.ts";
import type { ChartKind, Reference, TimePicture } from "./series.ts";
import { sparkPath } from "./spark-path.ts";
import { timeChartOption } from "./time-chart-option.ts";

const words = {
  bucket: (bucket: string) => bucket,
  value: String,
  valueShort: String,
  total: "Total",
  more: (count: number) => `${count} more`,
  nothing: "No data",
};
const HOSTILE = "<img src=x onerror=alert(1)>";

function pictureOf(kind: ChartKind): TimePicture {
  return {
    kind,
    buckets: ["2026-10-01", "2026-10-02"],
    series: [
      { id: "a", name: HOSTILE, ink: 0, values: [3, null] },
      { id: "b", name: "Credits", ink: 1, values: [-1, null] },
      { id: "other", name: "Other", ink: "other", values: [5, null] },
    ],
    reference: { id: "reference", name: "Last month", ink: "plain", values: [6, 7] },
  };
}

describe("timeChartOption", () => {
  const look = { palette: DARK, fontFamily: "Inter", emphasised: null };

  it.each(["bars", "lines", "area"] as const)(
    "never hands a name from a bill to the chart library (%s)",
    (kind) => {
      expect(JSON.stringify(timeChartOption(pictureOf(kind), words, look))).not.toContain("onerror");
    },
  );

  it("draws a band as its width upon its lower bound, behind everything", () => {
    const band = { low: [1, null], high: [4, null] };
    const drawn = [timeChartOption({ ...pictureOf("lines"), band }, words, look).series ?? []].flat();
    expect(drawn.slice(0, 2)).toMatchObject([
      { id: "band-low", data: [1, null], stack: "band", areaStyle: { opacity: 0 } },
      { id: "band-width", data: [3, null], stack: "band" },
    ]);
    expect(drawn).toHaveLength(6);
  });

  it("stacks bars and areas, credits downwards, and not lines", () => {
    const stackOf = (kind: ChartKind): unknown[] =>
      [timeChartOption(pictureOf(kind), words, look).series ?? []]
        .flat()
        .map((series) => ("stackStrategy" in series ? series.stackStrategy : undefined));
    expect(stackOf("bars")).toEqual(["samesign", "samesign", "samesign", undefined]);
    expect(stackOf("area")).toEqual(["samesign", "samesign", "samesign", undefined]);
    expect(stackOf("lines")).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("readBucket", () => {
  it("ranks by size with the rest last, and adds up", () => {
    const reading = readBucket(pictureOf("bars"), 0);
    expect(reading?.rows.map(({ id }) => id)).toEqual(["a", "b", "other"]);
    expect(reading).toMatchObject({ total: 7, hidden: 0, reference: { value: 6 } });
  });

  it("tells of which bucket the reference is", () => {
    const picture = pictureOf("bars");
    expect(readBucket(picture, 1)?.reference?.bucket).toBe(picture.buckets[1]);
    const reference: Reference = {
      id: "reference",
      name: "Last month",
      ink: "plain",
      values: [6, 7],
      buckets: ["2026-09-01", "2026-09-02"],
    };
    const of = readBucket({ ...picture, reference }, 1)?.reference;
    expect(of).toMatchObject({ value: 7, bucket: "2026-09-02" });
  });

  it("does not call the unknown zero", () => {
    expect(readBucket(pictureOf("bars"), 1)).toMatchObject({ total: null, rows: [] });
    expect(readBucket(pictureOf("bars"), 2)).toBeNull();
  });
});

describe("sparkPath", () => {
  it("breaks at gaps and ends at the last known value", () => {
    const path = sparkPath([1, null, 2, 3], { width: 100, height: 20 });
    expect(path.line.match(/M/g)).toHaveLength(2);
    expect(path.last).toEqual({ x: 98, y: 2 });
  });

  it("draws nothing from nothing", () => {
    expect(sparkPath([null, null], { width: 100, height: 20 })).toEqual({ line: "", area: "", last: null });
  });
});

describe("clippingOf", () => {
  const of = (values: readonly number[], kind: ChartKind = "bars"): ReturnType<typeof clippingOf> =>
    clippingOf({
      kind,
      buckets: values.map(String),
      series: [{ id: "a", name: "a", ink: 0, values }],
      reference: null,
    });
  const days = Array.from({ length: 30 }, (_, at) => 90 + at);

  it("ends the scale above the usual where a few bars tower, and keeps their amounts", () => {
    expect(of([900, ...days])).toEqual({ top: 200, beyond: [900, ...days.map(() => null)] });
  });

  it("is not cut where the towers are what the picture is about", () => {
    const values = [900, ...days];
    const series = [{ id: "a", name: "a", ink: 0, values }];
    const picture = { kind: "bars", buckets: values.map(String), series, reference: null } as const;
    expect(clippingOf({ ...picture, isUncut: true })).toBeNull();
  });

  it("leaves a picture alone that has no towers, many high bars, few buckets, or lines", () => {
    expect(of(days)).toBeNull();
    expect(of([...days, ...days.map((day) => day * 4)])).toBeNull();
    expect(of([900, 10, 10])).toBeNull();
    expect(of([900, ...days], "lines")).toBeNull();
    expect(of(days.map(() => 0))).toBeNull();
  });
});
