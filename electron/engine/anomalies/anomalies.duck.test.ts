import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Definitions, NO_DEFINITIONS } from "#core/allocation/definitions.ts";
import { type Anomaly, DEFAULT_RULES, type AnomalyRules } from "#core/anomaly/anomaly.ts";
import { compare, formatScaled, subtract } from "#core/money/decimal.ts";
import { ACCOUNTS } from "#core/sample/organisation.ts";
import { createWorld, defaultOptions, type SampleWorld } from "#core/sample/world.ts";
import { addDays } from "#core/time/period.ts";
import { sql } from "#core/sql/sql.ts";
import { runAll } from "../duckdb/run.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { findAnomalies } from "./find-anomalies.ts";

const TODAY = "2026-10-21";

describe("the sample world, looked through for anomalies", () => {
  let folder: string;
  let workspace: OpenWorkspace;
  let world: SampleWorld;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-anomalies-"));
    const options = { ...defaultOptions(TODAY), months: 8, hourlyMonths: 0 };
    world = createWorld(options);
    await writeSample({ directory: join(folder, "files"), world: options, format: "legacy" });
    workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
    await importPaths({ ...workspace, paths: [join(folder, "files")], leaveOut: [], now: () => new Date(0) });
  }, 120_000);
  afterAll(async () => {
    await workspace.database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function found(
    rules: Partial<AnomalyRules> = {},
    definitions: Definitions = NO_DEFINITIONS,
  ): Promise<readonly Anomaly[]> {
    const report = await findAnomalies(workspace, {
      metric: "netAmortized",
      currency: null,
      rules: { ...DEFAULT_RULES, ...rules },
      definitions,
    });
    if (report.kind !== "made") throw new Error(report.reason);
    return report.anomalies;
  }

  test("finds the planted spike, to the day and to the last digit", async () => {
    const [spike, ...others] = (await found()).filter(({ kind }) => kind === "spike");
    expect(others).toEqual([]);
    expect(spike?.range).toEqual({ from: addDays(TODAY, -13), to: addDays(TODAY, -9) });
    const parts = [...(spike?.series ?? []), ...(spike?.alsoIn ?? [])].map(({ value }) => value);
    expect(parts.toSorted()).toEqual(["AmazonCloudWatch", ACCOUNTS.production.id, "us-east-1"].toSorted());
    const charged = world.months
      .flatMap((month) => [...world.lineItems(month)])
      .filter(
        ({ type, product, slot }) =>
          type === "Usage" &&
          product.service.code === "AmazonCloudWatch" &&
          slot.date >= (spike?.range.from ?? "") &&
          slot.date < (spike?.range.to ?? ""),
      )
      .reduce((total, item) => total + item.netAmortized, 0n);
    expect(spike?.actual).toBe(formatScaled(charged * 10n ** 8n));
    expect(subtract(spike?.actual ?? "0.0", spike?.expected ?? "0.0")).toBe(spike?.impact);
    const driver = spike?.drivers.find(({ dimension }) => dimension === "usageType");
    expect(driver).toMatchObject({ value: "DataProcessing-Bytes" });
    expect(driver?.share).toBeGreaterThan(0.9);
  });

  test("finds the slow leak, and little else", async () => {
    const all = await found();
    const leaks = all.filter(({ kind }) => kind === "leak");
    const isPlanted = ({ series }: Anomaly): boolean =>
      series[0]?.value === ACCOUNTS.development.id &&
      /VolumeUsage.gp3|SnapshotUsage/.test(series[1]?.value ?? "");
    const planted = leaks.filter(isPlanted);
    expect(planted.map(({ series }) => series[1]?.value)).toContain("EU-EBS:VolumeUsage.gp3");
    const rest = leaks.filter((leak) => !isPlanted(leak));
    process.stdout.write(
      `anomalies of the sample world: ${all.length} found, ${all.length - rest.length} planted (1 spike, ${planted.length} leaks); the rest: ${rest.map(({ series, score }) => `${series.map(({ value }) => value).join(" ")} +${Math.round(score * 100)} % in 12 weeks`).join(", ") || "none"}\n`,
    );
    expect(rest.length).toBeLessThanOrEqual(1);
  });

  test("with twice the minimum nothing new is found, and every impact reaches it", async () => {
    const [usual, strict] = [await found(), await found({ minimum: "300.0" })];
    const ids = new Set(usual.map(({ id }) => id));
    expect(strict.length).toBeGreaterThan(0);
    for (const { id, impact } of strict) {
      expect(ids.has(id)).toBe(true);
      expect(compare(impact, "300.0")).toBeGreaterThanOrEqual(0);
    }
  });

  test("a unit is watched by what its own rules take; a pool too, and nothing else changes", async () => {
    const before = await found();
    const rest = { id: "rest", name: "Everything else", parentId: null, split: null };
    const company = { id: "company", name: "Company", parentId: null, split: null };
    const pool = {
      id: "pool",
      name: "Monitoring",
      parentId: "company",
      split: { kind: "even", to: null },
    } as const;
    const services = { dimension: "service", mode: "include", values: ["AmazonCloudWatch"] } as const;
    const model = {
      id: "model",
      name: "Units",
      units: [company, pool, rest],
      rules: [
        { id: "1", unitId: "pool", filters: [services] },
        { id: "2", unitId: "rest", filters: [] },
      ],
    };
    const after = await found({}, { model, profiles: [] });
    const spike = after.find(({ kind }) => kind === "spike");
    const usual = before.find(({ kind }) => kind === "spike");
    const ofUnit = [...(spike?.series ?? []), ...(spike?.alsoIn ?? [])].filter(
      ({ dimension }) => dimension === "profile:Business unit",
    );
    // It takes all of the service and nothing else, and so stands out by the same days and money.
    expect(ofUnit.map(({ value }) => value)).toEqual(["Company / Monitoring"]);
    expect(spike?.range).toEqual(usual?.range);
    expect(spike?.impact).toBe(usual?.impact);
    expect(after.map(({ impact }) => impact)).toEqual(before.map(({ impact }) => impact));
  });

  test("a rule that names a deleted virtual tag takes nothing, and the other units are watched all the same", async () => {
    const unit = (id: string) => ({ id, name: id, parentId: null, split: null });
    const gone = { dimension: "profile:Deleted", mode: "include", values: ["x"] } as const;
    const services = { dimension: "service", mode: "include", values: ["AmazonCloudWatch"] } as const;
    const rules = [
      { id: "1", unitId: "broken", filters: [gone] },
      { id: "2", unitId: "monitoring", filters: [services] },
    ];
    const of = (kept: typeof rules) => ({
      model: { id: "m", name: "Units", units: [unit("broken"), unit("monitoring")], rules: kept },
      profiles: [],
    });
    expect(await found({}, of(rules))).toEqual(await found({}, of(rules.slice(1))));
  });

  test("a unit that is told by nothing else is told itself, to the last digit", async () => {
    const unit = { id: "u", name: "Watchers", parentId: null, split: null };
    const filters = [
      { dimension: "service", mode: "include", values: ["AmazonCloudWatch"] },
      { dimension: "linkedAccount", mode: "include", values: [ACCOUNTS.production.id] },
      { dimension: "usageType", mode: "include", values: ["DataProcessing-Bytes"] },
    ] as const;
    const model = { id: "m", name: "Units", units: [unit], rules: [{ id: "1", unitId: "u", filters }] };
    const spike = (await found({}, { model, profiles: [] })).find(({ kind }) => kind === "spike");
    // Without what is usual in the rest of its service it stands out most.
    expect(spike?.series).toEqual([{ dimension: "profile:Business unit", value: "Watchers", label: null }]);
    const charged = world.months
      .flatMap((month) => [...world.lineItems(month)])
      .filter(
        (item) =>
          item.type === "Usage" &&
          item.product.service.code === "AmazonCloudWatch" &&
          item.account.id === ACCOUNTS.production.id &&
          item.product.usageType === "DataProcessing-Bytes" &&
          item.slot.date >= (spike?.range.from ?? "") &&
          item.slot.date < (spike?.range.to ?? ""),
      )
      .reduce((total, item) => total + item.netAmortized, 0n);
    expect(spike?.actual).toBe(formatScaled(charged * 10n ** 8n));
  });

  test("a tag is watched when it is asked for", async () => {
    const spike = (await found({ tagKey: "team" })).find(({ kind }) => kind === "spike");
    const parts = [...(spike?.series ?? []), ...(spike?.alsoIn ?? [])];
    const isTold =
      parts.some(({ dimension }) => dimension === "tag:team") ||
      (spike?.drivers ?? []).some(({ dimension }) => dimension === "tag:team");
    expect(isTold).toBe(true);
  });

  test("another name of an account is told at once, though the answer is remembered", async () => {
    const spike = async () => (await found()).find(({ kind }) => kind === "spike");
    const partOf = (anomaly: Anomaly | undefined) =>
      [...(anomaly?.series ?? []), ...(anomaly?.alsoIn ?? [])].find(
        ({ dimension }) => dimension === "linkedAccount",
      );
    const before = await spike();
    await workspace.database.write((connection) =>
      runAll(connection, [
        sql`INSERT INTO label VALUES (${"linkedAccount"}, ${ACCOUNTS.production.id}, ${"Shop"})`,
      ]),
    );
    const after = await spike();
    expect(partOf(after)).toEqual({ ...partOf(before), label: "Shop" });
    expect(after?.impact).toBe(before?.impact);
    expect(await found()).toEqual(await found());
  });

  test("what stopped being charged is told when drops are asked for, and changes nothing else", async () => {
    const from = addDays(TODAY, -12);
    const to = addDays(TODAY, -8);
    const rises = await found();
    const isSame = ({ id }: Anomaly): boolean => rises.some((rise) => rise.id === id);
    expect((await found({ withDrops: true })).filter(({ kind }) => kind !== "drop").every(isSame)).toBe(true);
    await workspace.database.write((connection) =>
      runAll(connection, [
        sql`UPDATE daily SET net_amortized = 0
          WHERE service = ${"AmazonRDS"} AND day >= ${from}::DATE AND day < ${to}::DATE`,
      ]),
    );
    // Answers are kept while the workspace is open: nothing changes within a delivery.
    await workspace.database.close();
    workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
    expect((await found()).filter(({ kind }) => kind === "drop")).toEqual([]);
    const drop = (await found({ withDrops: true })).find(
      ({ kind, series, alsoIn }) =>
        kind === "drop" && [...series, ...alsoIn].some(({ value }) => value === "AmazonRDS"),
    );
    expect(drop?.range).toEqual({ from, to });
    expect(compare(drop?.impact ?? "0.0", "-100.0")).toBe(-1);
    expect(subtract(drop?.actual ?? "0.0", drop?.expected ?? "0.0")).toBe(drop?.impact);
  });
});
