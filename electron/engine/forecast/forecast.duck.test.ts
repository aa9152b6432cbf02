import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Filter } from "#core/cost/filter/filter.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import type { Forecast, ForecastQuery } from "#core/forecast/forecast.ts";
import { compare, formatScaled, scaledOf } from "#core/money/decimal.ts";
import { PAYER } from "#core/sample/organisation.ts";
import type { LineItem } from "#core/sample/line-item.ts";
import { createWorld, defaultOptions, type SampleWorld } from "#core/sample/world.ts";
import { addDays } from "#core/time/period.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { queryForecast } from "./answer-forecast.ts";

const TODAY = "2026-10-21";
const DAILY_TYPES: readonly string[] = [
  "Usage",
  "DiscountedUsage",
  "SavingsPlanCoveredUsage",
  "SavingsPlanNegation",
  "SavingsPlanRecurringFee",
  "EdpDiscount",
];
const QUESTION: ForecastQuery = { metric: "netAmortized", filters: [], currency: null };

describe("the sample world, looked ahead from", () => {
  let folder: string;
  let workspace: OpenWorkspace;
  let world: SampleWorld;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-forecast-"));
    const options = { ...defaultOptions(TODAY), months: 7, hourlyMonths: 0 };
    world = createWorld(options);
    await writeSample({ directory: join(folder, "files"), world: options, format: "legacy" });
    workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
    const paths = [join(folder, "files")];
    await importPaths({ ...workspace, paths, leaveOut: [], now: () => new Date(0) });
  }, 120_000);
  afterAll(async () => {
    await workspace.database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function made(query: Partial<ForecastQuery> = {}): Promise<Extract<Forecast, { kind: "made" }>> {
    const forecast = await queryForecast(workspace, { ...QUESTION, ...query });
    if (forecast.kind !== "made") throw new Error(forecast.reason);
    return forecast;
  }

  test("what is charged so far is what the world charged on finished days, exactly", async () => {
    const forecast = await made({ metric: "unblended" });
    const [month] = world.months.slice(-1);
    if (month === undefined) throw new Error("no month");
    expect(forecast.dropped).toEqual([addDays(TODAY, -1)]);
    const isUnfinished = (item: LineItem): boolean =>
      DAILY_TYPES.includes(item.type) &&
      item.product.service.isMarketplace !== true &&
      item.slot.hours <= 24 &&
      forecast.dropped.includes(item.slot.date);
    const charged = [...world.lineItems(month)]
      .filter((item) => !isUnfinished(item))
      .reduce((sum, item) => sum + item.unblended, 0n);
    expect(forecast.months[0]?.actual).toBe(formatScaled(charged * 10n ** 8n));
  });

  test("the method is closer than a plain mean of 30 days, and the band has a width", async () => {
    const { backTest, months } = await made();
    if (backTest === null) throw new Error("no back-test");
    const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
    process.stdout.write(
      `forecast of the sample world, ${backTest.tests} tries of ${backTest.horizonDays} days: error ${percent(backTest.error)}, by day ${percent(backTest.dailyError)}; mean of 30 days ${percent(backTest.naiveError)}; month ${months[0]?.expected} (${months[0]?.low} to ${months[0]?.high})\n`,
    );
    expect(backTest.tests).toBeGreaterThanOrEqual(8);
    expect(backTest.error).toBeLessThan(backTest.naiveError);
    expect(backTest.error).toBeLessThan(0.06);
    expect(compare(months[0]?.low ?? "0.0", months[0]?.high ?? "0.0")).toBe(-1);
  });

  test("commitments that end within a year are named with their day and their fees", async () => {
    const { notes } = await made({ metric: "unblended" });
    const ending = notes.filter((note) => note.kind === "commitmentEnds");
    const [month] = world.months.slice(-2);
    if (month === undefined) throw new Error("no month");
    const ends = new Map<string, { readonly day: string; fee: bigint }>();
    for (const { type, plan, reservation, unblended } of world.lineItems(month)) {
      const term =
        type === "SavingsPlanRecurringFee"
          ? plan?.plan
          : type === "RIFee"
            ? reservation?.reservation
            : undefined;
      if (term === undefined || term.end.slice(0, 10) > "2027-11-01") continue;
      const known = ends.get(term.arn) ?? { day: term.end.slice(0, 10), fee: 0n };
      ends.set(term.arn, { ...known, fee: known.fee + unblended });
    }
    expect(ends.size).toBeGreaterThan(0);
    expect(ending.map(({ arn, day, perMonth }) => [arn, day, perMonth]).toSorted()).toEqual(
      [...ends].map(([arn, { day, fee }]) => [arn, day, formatScaled(fee * 10n ** 8n)]).toSorted(),
    );
  });

  test("without renewal the fees of what ends go and its usage is charged on demand, as the world tells both", async () => {
    const renewed = await made({ metric: "unblended" });
    const ended = await made({ metric: "unblended", assumesRenewal: false });
    const [month] = world.months.slice(-2);
    if (month === undefined) throw new Error("no month");
    const onDemand = new Map<string, bigint>();
    for (const { type, plan, reservation, onDemandEquivalent } of world.lineItems(month)) {
      const arn = plan?.plan.arn ?? reservation?.reservation.arn;
      if (arn === undefined || !["SavingsPlanCoveredUsage", "DiscountedUsage"].includes(type)) continue;
      onDemand.set(arn, (onDemand.get(arn) ?? 0n) + onDemandEquivalent);
    }
    const ends = renewed.notes.filter((note) => note.kind === "commitmentEnds");
    expect(ends.length).toBeGreaterThan(0);
    for (const note of ends)
      expect(note.onDemand).toBe(formatScaled((onDemand.get(note.arn) ?? 0n) * 10n ** 8n));
    const changed = renewed.months.filter(({ unrenewed }) => scaledOf(unrenewed) !== 0n);
    expect(changed.length).toBeGreaterThan(0);
    for (const [at, { expected, unrenewed }] of ended.months.entries())
      expect(scaledOf(expected) - scaledOf(renewed.months[at]?.expected ?? "0.0")).toBe(scaledOf(unrenewed));
  });

  test.each(METRIC_IDS.filter((metric) => metric !== "usageAmount"))(
    "what ends is the same from kept sums as from the line items, in %s",
    async (metric) => {
      const every: readonly Filter[] = [{ dimension: "tag:no-such-key", mode: "include", values: [null] }];
      const parts: readonly (readonly Filter[])[] = [
        [],
        [{ dimension: "linkedAccount", mode: "exclude", values: [PAYER.id] }],
        [{ dimension: "service", mode: "include", values: ["AmazonEC2", "ComputeSavingsPlans"] }],
        [{ dimension: "lineItemType", mode: "exclude", values: ["SavingsPlanCoveredUsage"] }],
      ];
      let ends = 0;
      for (const filters of parts) {
        const [kept, read] = [filters, [...filters, ...every]].map((asked) =>
          made({ metric, filters: asked }),
        );
        const notes = (await kept)?.notes.filter(({ kind }) => kind === "commitmentEnds");
        expect(notes).toEqual((await read)?.notes.filter(({ kind }) => kind === "commitmentEnds"));
        expect((await kept)?.months).toEqual((await read)?.months);
        ends += notes?.length ?? 0;
      }
      expect(ends).toBeGreaterThan(0);
    },
  );

  test("sums that are missing, as in a workspace of before, are made when they are asked for", async () => {
    const question = { ...QUESTION, metric: "amortized" } as const;
    const before = await queryForecast(workspace, question);
    const lineItems = join(workspace.directory, "line-items");
    const kept = async () =>
      (await readdir(lineItems, { recursive: true })).filter((name) =>
        name.endsWith("commitment-ends-1.parquet"),
      );
    const [name = "", ...others] = await kept();
    expect(others).toEqual([]);
    await rm(join(lineItems, name));
    // Opened anew, nothing is remembered.
    const opened = await openWorkspace(workspace.directory, new Date(0));
    expect(await queryForecast(opened, question)).toEqual(before);
    expect(await kept()).toEqual([name]);
    await opened.database.close();
  });

  test("a tag is looked ahead at from its line items; together its values make the usage of all", async () => {
    const tagged = await made({ filters: [{ dimension: "tag:team", mode: "exclude", values: [null] }] });
    const rest = await made({ filters: [{ dimension: "tag:team", mode: "include", values: [null] }] });
    const all = await made();
    const actual = (forecast: typeof all): bigint => scaledOf(forecast.months[0]?.actual ?? "0.0");
    expect(actual(tagged) + actual(rest)).toBe(actual(all));
  });
});
