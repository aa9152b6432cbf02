import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedOptions, type WorldOptions } from "#core/sample/world.ts";
import { restatedWorld } from "#core/sample/variants.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { rowsOf, totalsOfFiles } from "./oracle.test-support.ts";
import { writeSampleHere } from "./sample-writer.ts";
import { writeSample, type WrittenSample } from "./write-sample.ts";

const TINY: WorldOptions = { ...closedOptions("2026-06", 2), rows: 1_240 };
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-sample-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

function write(name: string, format: SampleFormat, world = TINY): Promise<WrittenSample> {
  return writeSample({ directory: join(directory, name), world, format, options: { rowsPerFile: 500 } });
}

function dataFiles(written: WrittenSample): readonly string[] {
  return written.files.filter((file) => !file.endsWith(".json"));
}

async function json(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path, "utf8"));
}

describe.each(["legacy", "cur2", "focus"] as const)("a %s delivery", (format) => {
  it("holds what its totals say, by an independent count of the files", async () => {
    const written = await write(`totals-${format}`, format);
    expect(await totalsOfFiles(dataFiles(written), format)).toEqual(written.totals);
    expect(Object.keys(written.totals.byService).length).toBeGreaterThan(25);
  });

  it("is the same byte for byte from the same seed, another from another", async () => {
    const [one, two, other] = await Promise.all([
      digest(await write(`one-${format}`, format)),
      digest(await write(`two-${format}`, format)),
      digest(await write(`other-${format}`, format, { ...TINY, seed: "else" })),
    ]);
    expect(one).toBe(two);
    expect(one).not.toBe(other);
  });

  it("leaves no unfinished file", async () => {
    await write(`whole-${format}`, format);
    const names = await readdir(join(directory, `whole-${format}`), { recursive: true });
    expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

const VARIANTS: readonly (readonly [string, WorldOptions])[] = [
  ["every commitment and containers", { ...closedOptions("2026-06", 2), rows: 5_000, splitCosts: true }],
  ["discounts in columns", { ...TINY, discounts: "columns" }],
  ["euros", { ...TINY, rows: 3_000, organisation: "europe" }],
  [
    "yen, hour by hour",
    { ...closedOptions("2026-06", 1), rows: 6_000, hourlyMonths: 1, organisation: "japan" },
  ],
  ["restated", restatedWorld({ ...TINY, rows: 4_000, splitCosts: true }, ["2026-05"])],
];

describe.each(VARIANTS)("a world with %s", (name, world) => {
  it.each(["legacy", "cur2", "focus"] as const)("holds as %s what its totals say", async (format) => {
    const written = await write(`${name} ${format}`, format, world);
    expect(await totalsOfFiles(dataFiles(written), format)).toEqual(written.totals);
    const hasSplits = format !== "focus" && world.splitCosts === true;
    expect(Object.keys(written.totals.splitRows)).toHaveLength(hasSplits ? world.months : 0);
  });
});

describe("a second delivery of a closed month", () => {
  it("lies beside the first, and the period's manifest names it", async () => {
    const first = await write("restated", "legacy");
    const path = join(directory, "restated/cost/larkfield-cur/20260501-20260601/larkfield-cur-Manifest.json");
    const before = await json(path);
    const second = await writeSample({
      directory: join(directory, "restated"),
      world: restatedWorld(TINY, ["2026-05"]),
      months: ["2026-05"],
      format: "legacy",
    });
    const after = await json(path);
    expect(after["assemblyId"]).not.toBe(before["assemblyId"]);
    expect(Object.keys(second.totals.byPeriod)).toEqual(["2026-05"]);
    expect(second.totals.overall.metrics["unblended"]).not.toBe(
      first.totals.byPeriod["2026-05"]?.metrics["unblended"],
    );
    expect(await readdir(join(directory, "restated/cost/larkfield-cur/20260501-20260601"))).toHaveLength(3);
  });
});

describe("a legacy delivery", () => {
  it("lies in period and assembly folders, with the manifest in both", async () => {
    const written = await write("layout-legacy", "legacy");
    const root = join(directory, "layout-legacy");
    const manifests = written.files.filter(
      (file) => file.endsWith("-Manifest.json") && file.includes("20260501-20260601"),
    );
    const [inAssembly, inPeriod] = await Promise.all(manifests.map(json));
    expect(inAssembly).toEqual(inPeriod);
    expect(inPeriod).toMatchObject({
      contentType: "text/csv",
      compression: "GZIP",
      billingPeriod: { start: "20260501T000000.000Z", end: "20260601T000000.000Z" },
    });
    const keys = inPeriod?.["reportKeys"] as readonly string[];
    expect(keys.length).toBe(2);
    expect(keys[0]).toBe(
      `cost/larkfield-cur/20260501-20260601/${String(inPeriod?.["assemblyId"])}/larkfield-cur-00001.csv.gz`,
    );
    expect(written.files).toEqual(expect.arrayContaining(keys.map((key) => join(root, key))));
  });

  it("lists the columns its files have", async () => {
    const written = await write("columns-legacy", "legacy");
    const manifest = await json(written.files.find((file) => file.endsWith(".json")) ?? "");
    const columns = manifest["columns"] as readonly { category: string; name: string }[];
    const [file = ""] = dataFiles(written);
    const header = gunzipSync(await readFile(file))
      .toString("utf8")
      .split("\n", 1)[0];
    expect(columns.map(({ category, name }) => `${category}/${name}`).join(",")).toBe(header);
  });

  it("has 150 columns and exactly the rows asked for when it stands in for a large one", async () => {
    const written = await writeSample({
      directory: join(directory, "wide"),
      world: { ...closedOptions("2026-06", 1), rows: 20_000, hourlyMonths: 1 },
      format: "legacy",
      options: { wide: true, rowsPerFile: 10_000 },
    });
    expect(written.totals.overall.rows).toBe(20_000);
    expect(dataFiles(written).length).toBe(2);
    const manifest = await json(written.files.find((file) => file.endsWith(".json")) ?? "");
    expect(manifest["columns"]).toHaveLength(150);
  });
});

describe("data exports", () => {
  it("keep CUR 2.0 in upper-case partitions, overwritten in place", async () => {
    const written = await write("layout-cur2", "cur2");
    const path = join(
      directory,
      "layout-cur2/cost/larkfield-cur2/metadata/BILLING_PERIOD=2026-05/larkfield-cur2-Manifest.json",
    );
    expect(written.files).toContain(path);
    const manifest = await json(path);
    expect(manifest["dataFiles"]).toEqual([
      "s3://larkfield-billing/cost/larkfield-cur2/data/BILLING_PERIOD=2026-05/larkfield-cur2-00001.csv.gz",
      "s3://larkfield-billing/cost/larkfield-cur2/data/BILLING_PERIOD=2026-05/larkfield-cur2-00002.csv.gz",
    ]);
  });

  it("keep every FOCUS run in a folder of its own, and 60 columns", async () => {
    const written = await write("layout-focus", "focus");
    const manifest = await json(
      join(
        directory,
        "layout-focus/cost/larkfield-focus/metadata/billing_period=2026-05/larkfield-focus-Manifest.json",
      ),
    );
    const [first] = manifest["dataFiles"] as readonly string[];
    expect(first).toMatch(
      /\/data\/billing_period=2026-05\/\d{4}-\d\d-\d\dT[\d:.]+Z-[0-9a-f-]{36}\/larkfield-focus-00001\.csv\.gz$/,
    );
    expect(manifest["columns"]).toHaveLength(60);
    expect(written.totals.byType).toHaveProperty("Purchase");
  });

  it("write maps as JSON with account names beside the ids", async () => {
    const written = await write("maps-cur2", "cur2");
    const names = new Set<string>();
    for await (const row of rowsOf(dataFiles(written)[0] ?? "")) {
      names.add(row.get("line_item_usage_account_name") ?? "");
      for (const map of ["product", "resource_tags", "tags", "cost_category"]) {
        expect(JSON.parse(row.get(map) ?? "")).toBeTypeOf("object");
      }
    }
    expect(names).toContain("Fleet Production");
  });
});

describe("a world of thirteen months", () => {
  it("adds up over months that differ in columns, hours and days", async () => {
    const world = { ...closedOptions("2026-06", 13), until: "2026-06-15", hourlyMonths: 1, rows: 16_000 };
    const written = await write("thirteen", "legacy", world);
    expect(await totalsOfFiles(dataFiles(written), "legacy")).toEqual(written.totals);
    const manifests = await Promise.all(
      ["20250601-20250701", "20260601-20260701"].map((period) =>
        json(join(directory, `thirteen/cost/larkfield-cur/${period}/larkfield-cur-Manifest.json`)),
      ),
    );
    const counts = manifests.map((manifest) => (manifest["columns"] as readonly unknown[]).length);
    expect(counts[1]).toBe((counts[0] ?? 0) + 2);
  });
});

describe("cancelling", () => {
  it("stops with the reason and leaves no file that looks whole", async () => {
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const running = writeSample({
      directory: join(directory, "cancelled"),
      world: TINY,
      format: "legacy",
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    const names = await readdir(join(directory, "cancelled"), { recursive: true });
    expect(names.some((name) => name.includes("20260601-20260701") && name.endsWith(".gz"))).toBe(false);
  });
});

describe.skipIf(process.platform !== "linux")("a full disk, which Linux has as /dev/full", () => {
  it("is told as that, with the folder", async () => {
    const [first = ""] = dataFiles(await write("room", "legacy"));
    const full = join(directory, "full");
    const file = join(full, relative(join(directory, "room"), first));
    await mkdir(dirname(file), { recursive: true });
    await symlink("/dev/full", `${file}.part`);
    const months = ["2026-05"] as const;
    const listener = { onProgress: () => undefined, onMonth: () => undefined };
    const running = writeSampleHere(
      { directory: full, world: TINY, months, format: "legacy" },
      listener,
      new AbortController().signal,
    );
    await expect(running).rejects.toMatchObject({ failure: { code: "disk.full", params: { path: full } } });
  });
});

async function digest(written: WrittenSample): Promise<string> {
  const hash = createHash("sha256");
  for (const file of written.files) hash.update(await readFile(file));
  return hash.digest("hex");
}
