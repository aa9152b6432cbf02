import { expect, test } from "vitest";
import { chartSvg } from "./chart-svg.ts";
import { LIGHT } from "./palette.ts";
import type { ChartWords, TimePicture } from "./series.ts";

const WORDS: ChartWords = {
  bucket: (bucket) => bucket,
  value: String,
  valueShort: (value) => `$${value}`,
  total: "Total",
  more: (count) => `${count} more`,
  nothing: "No data",
};
const PICTURE: TimePicture = {
  kind: "bars",
  buckets: ["2026-10-01", "2026-10-02", "2026-10-03"],
  series: [
    { id: "a", name: 'Amazon "EC2" <script>alert(1)</script>', ink: 0, values: [1, 2, null] },
    { id: "b", name: "Other", ink: "other", values: [3, 4, 5] },
  ],
  reference: { id: "r", name: "Before", ink: "plain", values: [2, 2, 2] },
};

function drawn(picture = PICTURE): Document {
  const text = chartSvg(picture, WORDS, { title: "Cost a day & more", size: { width: 960, height: 380 } });
  const document = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(document.querySelector("parsererror")).toBeNull();
  return document;
}

test("is a document of its own with title, days, legend and the chart on white", () => {
  const document = drawn();
  expect(document.querySelector("title")?.textContent).toBe("Cost a day & more");
  expect(document.documentElement.textContent).toContain("2026-10-01 – 2026-10-03");
  for (const name of ["Other", "Before", "$4"]) expect(document.documentElement.textContent).toContain(name);
  expect(document.querySelector("rect")?.getAttribute("fill")).toBe("#ffffff");
  expect(document.querySelectorAll("svg svg")).toHaveLength(1);
  const text = document.documentElement.outerHTML;
  expect(text).toContain(LIGHT.slots[0]);
  expect(text).toContain("Helvetica, Arial, sans-serif");
});

test("holds nothing that is fetched or run, and names of bills as text", () => {
  const document = drawn();
  expect(document.querySelectorAll("script, image, foreignObject, use[href^=http], a")).toHaveLength(0);
  expect(document.documentElement.outerHTML).not.toMatch(/(href|src)="http|url\(http|@import/);
  expect(document.documentElement.textContent).toContain('Amazon "EC2" <script>alert(1)</');
});

test("grows with its legend", () => {
  const height = (count: number): number => {
    const series = Array.from({ length: count }, (_, at) => ({
      id: String(at),
      name: `Service ${at}`,
      ink: at,
      values: [1, 1, 1],
    }));
    return Number(drawn({ ...PICTURE, series }).documentElement.getAttribute("height"));
  };
  expect(height(20)).toBeGreaterThan(height(2));
});
