import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_DEFINITIONS } from "../allocation/definitions.ts";
import { scaledOf, subtract } from "../money/decimal.ts";
import { addDays } from "../time/period.ts";
import { type Anomaly, DEFAULT_RULES, seriesFilters, seriesId, stateOf } from "./anomaly.ts";
import { findLeak, steadiness } from "./find-leak.ts";
import { expectedAt, findDrops, findRuns, type Watch } from "./find-runs.ts";
import { anomalyOf, mergeIncidents } from "./incidents.ts";
import { isWatched, runsOf, watchedDimensions } from "./watched-series.ts";

const WEEK = [100, 100, 100, 100, 100, 40, 40];
const weeks = (count: number): readonly number[] => Array.from({ length: count }, () => WEEK).flat();
const WATCH: Watch = { weeks: 6, sensitivity: "medium", minimum: 50, from: "2024-01-01", searchFrom: 28 };

function changed(
  values: readonly number[],
  days: readonly number[],
  by: (value: number) => number,
): readonly number[] {
  return values.map((value, at) => (days.includes(at) ? by(value) : value));
}

describe("findRuns", () => {
  it("finds nothing in what repeats itself, weekends or not", () => {
    expect(findRuns(weeks(12), WATCH)).toEqual([]);
  });

  it("takes days in a row as one, and one calm day between them too", () => {
    const [run, ...more] = findRuns(
      changed(weeks(12), [70, 71, 73], (value) => value + 90),
      WATCH,
    );
    expect(more).toEqual([]);
    expect(run).toMatchObject({ first: 70, last: 73, impact: 270, expected: [100, 100, 100, 100] });
  });

  it("tells a weekday's cost on a weekend", () => {
    const [run] = findRuns(
      changed(weeks(12), [75, 76], () => 100),
      WATCH,
    );
    expect(run).toMatchObject({ first: 75, last: 76, impact: 120 });
  });

  it("fires once, and not every month, on what is charged on one day of it", () => {
    const monthly = Array.from({ length: 120 }, (_, at) =>
      addDays("2024-01-01", at).endsWith("-05") ? 400 : 100,
    );
    expect(findRuns(monthly, WATCH).map(({ first }) => addDays("2024-01-01", first))).toEqual(["2024-02-05"]);
  });

  it("takes a step for good as one anomaly that ends when it has become the usual", () => {
    const step = weeks(16).map((value, at) => (at >= 70 ? value * 2 : value));
    const runs = findRuns(step, WATCH);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.first).toBe(70);
    expect(runs[0]?.last).toBeLessThan(70 + 6 * 7);
  });

  it("leaves out what costs less than the least money", () => {
    const spiked = changed(weeks(12), [70], (value) => value + 90);
    expect(findRuns(spiked, { ...WATCH, minimum: 91 })).toEqual([]);
    expect(findRuns(spiked, { ...WATCH, minimum: 90 })).toHaveLength(1);
  });

  it("finds the same days in any currency", () => {
    const noisy = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 84, maxLength: 84 });
    fc.assert(
      fc.property(noisy, fc.constantFrom(2, 8, 0.25), (values, by) => {
        const spiked = changed(values, [60, 61], (value) => value + 2_000);
        const scaled = findRuns(
          spiked.map((value) => value * by),
          { ...WATCH, minimum: WATCH.minimum * by },
        );
        expect(scaled.map(({ first, last }) => [first, last])).toEqual(
          findRuns(spiked, WATCH).map(({ first, last }) => [first, last]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("expects the same whatever the order of the weeks before", () => {
    const shapes = fc.array(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 7, maxLength: 7 }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(shapes, (shape) => {
        const ordered = shape.flat();
        const turned = shape.toReversed().flat();
        for (let day = 0; day < 7; day += 1)
          expect(expectedAt([...ordered, ...WEEK], 42 + day, 6)).toBe(
            expectedAt([...turned, ...WEEK], 42 + day, 6),
          );
      }),
    );
  });
});

describe("findDrops", () => {
  it("tells the days below their weekdays, and what they saved as less than nothing", () => {
    const fallen = changed(weeks(12), [70, 71, 75], (value) => value - 40);
    expect(findRuns(fallen, WATCH)).toEqual([]);
    expect(findDrops(fallen, WATCH)).toMatchObject([
      { first: 70, last: 71, expected: [100, 100], impact: -80 },
    ]);
    expect(findDrops(fallen, { ...WATCH, minimum: 81 })).toEqual([]);
  });

  it("is blind to what rises, and to the end of a rise", () => {
    const risen = changed(weeks(12), [70, 71], (value) => value + 500);
    expect(findDrops(risen, WATCH)).toEqual([]);
  });

  it("finds what was switched off once, until that is the usual", () => {
    const off = weeks(16).map((value, at) => (at >= 70 ? 0 : value));
    const [run, ...more] = findDrops(off, WATCH);
    expect(more).toEqual([]);
    expect(run?.first).toBe(70);
    expect(run?.last).toBeLessThan(70 + 6 * 7);
  });

  it("finds in turned costs what findRuns finds in them", () => {
    const noisy = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 84, maxLength: 84 });
    fc.assert(
      fc.property(noisy, fc.integer({ min: 300, max: 3_000 }), (values, by) => {
        const fallen = changed(values, [60, 61], (value) => value - by);
        const runs = findRuns(
          fallen.map((value) => -value),
          WATCH,
        );
        expect(
          findDrops(fallen, WATCH).map(({ first, last, impact, score }) => [first, last, -impact, score]),
        ).toEqual(runs.map(({ first, last, impact, score }) => [first, last, impact, score]));
      }),
      { numRuns: 50 },
    );
  });
});

describe("what is watched", () => {
  const unit = { id: "u", name: "Shop", parentId: null, split: null };
  const model = { id: "m", name: "M", units: [unit], rules: [{ id: "r", unitId: "u", filters: [] }] };

  it("are the units of a model in force as well, and nothing that no rule takes", () => {
    const usual = ["service", "linkedAccount", "region"];
    expect(watchedDimensions(DEFAULT_RULES, NO_DEFINITIONS)).toEqual(usual);
    expect(watchedDimensions({ ...DEFAULT_RULES, tagKey: "team" }, { model })).toEqual([
      ...usual,
      "profile:Business unit",
      "tag:team",
    ]);
    const shop = { dimension: "profile:Business unit", value: "Shop", label: null } as const;
    expect(isWatched(shop)).toBe(true);
    expect(isWatched({ ...shop, value: null })).toBe(false);
    expect(isWatched({ ...shop, dimension: "region", value: null })).toBe(true);
    expect(seriesFilters([shop])).toEqual([
      { dimension: "profile:Business unit", mode: "include", values: ["Shop"] },
    ]);
  });

  it("tells drops only where the rules want them, and rises either way", () => {
    const values = changed(weeks(12), [60, 61], (value) => value + 500).map((value, at) =>
      at === 80 ? 0 : value,
    );
    const watched = [{ series: [part("service", "AmazonS3")], days: scaled(values) }];
    const kinds = (rules: Partial<typeof DEFAULT_RULES>) =>
      runsOf(watched, KNOWN, { ...DEFAULT_RULES, minimum: "50.0", ...rules }).map(({ found, impact }) => [
        found.kind,
        impact,
      ]);
    expect(kinds({})).toEqual([["spike", 1_000]]);
    expect(kinds({ withDrops: undefined })).toEqual([["spike", 1_000]]);
    expect(kinds({ withDrops: true })).toEqual([
      ["spike", 1_000],
      ["drop", -100],
    ]);
  });
});

describe("findLeak", () => {
  it("tells steady growth and what it costs, not ordinary growth nor noise", () => {
    const leaking = Array.from({ length: 12 }, (_, at) => 700 + 28 * at);
    expect(findLeak(leaking, 100)).toMatchObject({ impact: 896, expected: 2_968, actual: 3_864 });
    expect(findLeak(leaking, 100)?.growth).toBeCloseTo((28 * 11) / 700, 10);
    expect(
      findLeak(
        Array.from({ length: 12 }, (_, at) => 700 + 8 * at),
        100,
      ),
    ).toBeNull();
    expect(
      findLeak(
        leaking.map((value, at) => value + (at % 2) * 200),
        100,
      ),
    ).toBeNull();
    expect(findLeak(leaking.slice(1), 100)).toBeNull();
  });

  it("steadiness is Kendall's tau", () => {
    expect(steadiness([1, 2, 3, 4])).toBe(1);
    expect(steadiness([4, 3, 2, 1])).toBe(-1);
    expect(steadiness([1, 3, 2, 4])).toBeCloseTo(4 / 6, 10);
  });
});

const scaled = (values: readonly number[]): readonly bigint[] =>
  values.map((value) => scaledOf(`${value}.0`));
const part = (dimension: "service" | "region" | "linkedAccount", value: string) => ({
  dimension,
  value,
  label: null,
});
const KNOWN = { from: "2024-01-01", to: addDays("2024-01-01", 84) };

function spikeOf(dimension: "service" | "region", value: string): Anomaly {
  const values = changed(weeks(12), [70, 71], (each) => each + 500);
  const [run] = findRuns(values, WATCH);
  if (run === undefined) throw new Error("no run");
  const other = dimension === "service" ? part("region", "eu-west-1") : part("service", "AmazonS3");
  return anomalyOf(
    {
      candidate: {
        series: [part(dimension, value)],
        first: run.first,
        last: run.last,
        found: { kind: "spike", run },
        impact: run.impact,
      },
      days: scaled(values),
      parts: [{ dimension: other.dimension, values: [{ ...other, days: scaled(values) }] }],
    },
    KNOWN,
    6,
  );
}

describe("incidents", () => {
  it("cost exactly what was charged less what was expected, and the parts explain it", () => {
    const spike = spikeOf("service", "AmazonS3");
    expect(spike).toMatchObject({
      range: { from: "2024-03-11", to: "2024-03-13" },
      actual: "1200.0000000000",
      expected: "200.0000000000",
      impact: "1000.0000000000",
      isOngoing: false,
    });
    expect(subtract(spike.actual, spike.expected)).toBe(spike.impact);
    expect(spike.drivers).toMatchObject([{ dimension: "region", value: "eu-west-1", share: 1 }]);
    expect(spike.days.filter(({ expected }) => expected !== null)).toHaveLength(2);
    expect(spike.days.flatMap(({ weekdays = [] }) => weekdays).map(Number)).toEqual(
      Array.from({ length: 12 }, () => 100),
    );
  });

  it("that are a drop save what was expected less what was charged, and come in order of their size", () => {
    const values = changed(weeks(12), [70, 71], (value) => value / 4);
    const [run] = findDrops(values, WATCH);
    if (run === undefined) throw new Error("no drop");
    const days = scaled(values);
    const drop = anomalyOf(
      {
        candidate: {
          series: [part("service", "AmazonRDS")],
          first: run.first,
          last: run.last,
          found: { kind: "drop", run },
          impact: run.impact,
        },
        days,
        parts: [{ dimension: "region", values: [{ value: "eu-west-1", label: null, days }] }],
      },
      KNOWN,
      6,
    );
    expect(drop).toMatchObject({
      kind: "drop",
      actual: "50.0000000000",
      expected: "200.0000000000",
      impact: "-150.0000000000",
      drivers: [{ value: "eu-west-1", change: "-150.0000000000", share: 1 }],
    });
    const small = { ...spikeOf("service", "AmazonS3"), impact: "100.0" };
    expect(mergeIncidents([small, drop]).map(({ kind }) => kind)).toEqual(["drop", "spike"]);
  });

  it("that are the same costs seen twice are one", () => {
    const merged = mergeIncidents([spikeOf("service", "AmazonS3"), spikeOf("region", "eu-west-1")]);
    expect(merged).toHaveLength(1);
    expect(merged[0]?.alsoIn).toHaveLength(1);
  });

  it("that are others stay two", () => {
    expect(mergeIncidents([spikeOf("service", "AmazonEC2"), spikeOf("region", "us-east-1")])).toHaveLength(2);
  });

  it("are news until they are acknowledged or their series is muted", () => {
    const spike = spikeOf("service", "AmazonS3");
    const at = { markedAt: "2024-03-20T00:00:00Z" };
    const acknowledged = { kind: "anomaly", id: spike.id, isAcknowledged: true, note: "", ...at } as const;
    expect(stateOf(spike, [])).toBe("open");
    expect(stateOf(spike, [{ ...acknowledged, isAcknowledged: false, note: "seen" }])).toBe("open");
    expect(stateOf(spike, [acknowledged])).toBe("acknowledged");
    const muted = { kind: "muted", id: seriesId(spike.series), series: spike.series, ...at } as const;
    expect(stateOf(spike, [acknowledged, muted])).toBe("muted");
  });
});
