import { expect, it } from "vitest";
import { placeWaterfall, type WaterfallBar } from "./waterfall.ts";

function bar(kind: WaterfallBar["kind"], value: number): WaterfallBar {
  return { id: `${kind}${value}`, kind, name: "", value, text: "", exact: "" };
}

it("steps begin where the bar before ends, and wholes stand on nothing", () => {
  const { bars, zero } = placeWaterfall([
    bar("whole", 100),
    bar("step", 60),
    bar("step", -40),
    bar("whole", 120),
  ]);
  const [first, up, down, last] = bars;
  expect(zero).toBe(0);
  expect(first?.bottom).toBe(0);
  expect(up?.bottom).toBe(first?.end);
  expect(down?.top).toBe(up?.end);
  expect(down?.end).toBe(last?.top);
  expect(Math.max(...bars.map(({ top }) => top))).toBeLessThan(1);
});

it("cuts wholes that would hide their steps", () => {
  const { bars, zero } = placeWaterfall([bar("whole", 1_000), bar("step", 20), bar("whole", 1_020)]);
  expect(zero).toBeNull();
  expect((bars[1]?.top ?? 0) - (bars[1]?.bottom ?? 0)).toBeGreaterThan(0.5);
  expect(bars[0]?.bottom).toBe(0);
});

it("goes below nothing where credits are larger than costs", () => {
  const { bars, zero } = placeWaterfall([bar("whole", 50), bar("step", -80), bar("whole", -30)]);
  expect(zero).toBeGreaterThan(0);
  expect(bars[2]?.top).toBe(zero);
  expect(bars[2]?.bottom).toBeLessThan(zero ?? 0);
});

it("draws nothing of nothing", () => {
  expect(placeWaterfall([]).bars).toEqual([]);
  expect(placeWaterfall([bar("whole", 0), bar("whole", 0)]).bars.map(({ top }) => top)).toEqual([0, 0]);
});
