import { expect, test } from "vitest";
import type { WaterfallBar } from "./waterfall.ts";
import { waterfallSvg } from "./waterfall-svg.ts";

const BARS: readonly WaterfallBar[] = [
  { id: "before", kind: "whole", name: "September", value: 100, text: "$100", exact: "$100.00" },
  { id: "new", kind: "step", name: "New usage <b>", value: 60, text: "+$60", exact: "+$60.00" },
  { id: "gone", kind: "step", name: "Usage that is gone", value: -40, text: "−$40", exact: "−$40.00" },
  { id: "now", kind: "whole", name: "October", value: 120, text: "$120", exact: "$120.00" },
];

function drawn(bars: readonly WaterfallBar[]): Document {
  const document = new DOMParser().parseFromString(waterfallSvg(bars, "Cost & change"), "image/svg+xml");
  expect(document.querySelector("parsererror")).toBeNull();
  return document;
}

test("every bar has its name, its amount and its height; names of bills are text", () => {
  const document = drawn(BARS);
  expect(document.querySelector("title")?.textContent).toBe("Cost & change");
  expect(document.documentElement.textContent).toContain("New usage <b>: +$60.00");
  for (const text of ["$100", "+$60", "−$40", "$120"])
    expect(document.documentElement.textContent).toContain(text);
  const bars = [...document.querySelectorAll("g > rect")];
  expect(bars).toHaveLength(4);
  const [whole, rise, fall] = bars.map((bar) => Number(bar.getAttribute("height")));
  expect((rise ?? 0) / (whole ?? 1)).toBeCloseTo(0.6, 2);
  expect((fall ?? 0) / (whole ?? 1)).toBeCloseTo(0.4, 2);
  const [, risen, fallen] = bars.map((bar) => bar.getAttribute("fill"));
  expect(risen).not.toBe(fallen);
});

test("long names are cut, and wholes that are cut show it", () => {
  const long = { ...BARS[1], id: "long", kind: "step", name: "word ".repeat(80), value: 1 } as WaterfallBar;
  const text = drawn([{ ...BARS[0], value: 10_000 } as WaterfallBar, long]).documentElement;
  expect(text.textContent).toContain("…");
  expect(text.querySelectorAll('path[fill="#ffffff"]')).toHaveLength(1);
});
