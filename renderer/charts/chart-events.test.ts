import { describe, expect, it } from "vitest";
import { pointedBucket, spanBetween } from "./chart-events.ts";

describe("pointedBucket", () => {
  it("reads the axis, and nothing where the pointer left it", () => {
    expect(pointedBucket({ axesInfo: [{ axisDim: "x", value: 4 }] })).toBe(4);
    expect(pointedBucket({ axesInfo: [] })).toBeNull();
    expect(pointedBucket(null)).toBeNull();
  });
});

describe("spanBetween", () => {
  it("goes either way and stays inside the picture", () => {
    expect(spanBetween(5, 2, 10)).toEqual({ first: 2, last: 5 });
    expect(spanBetween(-3, 4, 10)).toEqual({ first: 0, last: 4 });
  });

  it("is none where it would change nothing", () => {
    expect(spanBetween(0, 12, 10)).toBeNull();
    expect(spanBetween(undefined, 3, 10)).toBeNull();
  });
});
