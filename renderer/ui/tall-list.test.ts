import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tallList } from "./tall-list.ts";

const ROW = 28;
const VIEW = 600;
const MANY = 5_000_000;

const inSight = (list: ReturnType<typeof tallList>, place: ReturnType<typeof list.at>) => {
  const { first, above } = list.drawn(place);
  const start = first + (place.scrollTop - above) / ROW;
  return { from: start, to: start + VIEW / ROW };
};

describe("a list that fits", () => {
  const list = tallList(1_000, ROW, VIEW);

  it("is as tall as its rows and stands where the scroll bar does", () => {
    expect(list.height).toBe(28_000);
    expect(list.isCompressed).toBe(false);
    expect(list.scrolledTo(1_234)).toEqual({ top: 1_234, scrollTop: 1_234 });
  });

  it("draws the rows in sight and a few more", () => {
    expect(list.drawn(list.at(14_000))).toEqual({ first: 485, last: 537, above: 13_580, below: 12_936 });
  });

  it("draws nothing of nothing", () => {
    expect(tallList(0, ROW, VIEW).drawn({ top: 0, scrollTop: 0 })).toMatchObject({
      last: -1,
      above: 0,
      below: 0,
    });
  });
});

describe("a list taller than a browser can lay out", () => {
  const list = tallList(MANY, ROW, VIEW);

  it("is drawn shorter", () => {
    expect(list.isCompressed).toBe(true);
    expect(list.height).toBeLessThan(33_000_000);
  });

  it("shows its first and last row at the ends of the scroll bar", () => {
    expect(inSight(list, list.scrolledTo(0)).from).toBe(0);
    expect(inSight(list, list.scrolledTo(list.height - VIEW)).to).toBeCloseTo(MANY, 6);
  });

  it("brings any row into sight, exactly, and moves no further than it must", () => {
    const index = fc.integer({ min: 0, max: MANY - 1 });
    fc.assert(
      fc.property(index, index, (wanted, standing) => {
        const from = list.at(standing * ROW);
        const place = list.showing(wanted, from);
        expect(place.top).toBeLessThanOrEqual(wanted * ROW);
        expect(place.top + VIEW).toBeGreaterThanOrEqual((wanted + 1) * ROW);
        const { first, last, above, below } = list.drawn(place);
        expect(first).toBeLessThanOrEqual(wanted);
        expect(last).toBeGreaterThanOrEqual(wanted);
        expect(last - first).toBeLessThan(100);
        expect(above + (last - first + 1) * ROW + below).toBeLessThan(list.height + ROW);
      }),
    );
  });

  it("draws what is in sight where it is in sight, but for the very ends", () => {
    const place = list.at(70_000_003);
    expect(inSight(list, place).from).toBeCloseTo(70_000_003 / ROW, 6);
  });
});
