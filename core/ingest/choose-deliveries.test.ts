import { describe, expect, it } from "vitest";
import { chooseDeliveries, type FoundManifest } from "./choose-deliveries.ts";
import { placesOfKey } from "./manifest-files.ts";

function found(
  version: string,
  path: string,
  options: { complete?: boolean; modifiedMs?: number } = {},
): FoundManifest {
  const { complete = true, modifiedMs = 0 } = options;
  return {
    path,
    modifiedMs,
    manifest: {
      kind: "legacy",
      reportName: "r",
      version,
      billingPeriod: "2024-01",
      payerAccountId: "1",
      keys: ["k"],
      verbatim: ["k"],
      columns: [],
    },
    files: [{ key: "k", path: complete ? "/k" : null }],
  };
}

const versions = (manifests: readonly FoundManifest[]) => manifests.map(({ manifest }) => manifest.version);

describe("chooseDeliveries", () => {
  it("takes the newest by the time in its id", () => {
    const choice = chooseDeliveries([found("20240105T000000Z", "/a/m"), found("20240109T000000Z", "/b/m")]);
    expect(versions(choice.chosen)).toEqual(["20240109T000000Z"]);
    expect(versions(choice.superseded)).toEqual(["20240105T000000Z"]);
  });

  it("takes the copy that lists more files: a damaged one may have lost some", () => {
    const whole = found("20240105T000000Z", "/p/20240105T000000Z/m");
    const two = { ...whole, files: [...whole.files, { key: "l", path: "/l" }] };
    const choice = chooseDeliveries([found("20240105T000000Z", "/p/m"), two]);
    expect(choice.chosen.map(({ files }) => files.length)).toEqual([2]);
  });

  it("takes the manifest on top for the newest where ids tell no time", () => {
    const top = found("uuid-b", "/p/m");
    const choice = chooseDeliveries([
      found("uuid-a", "/p/a/m", { modifiedMs: 9 }),
      found("uuid-b", "/p/b/m"),
      top,
    ]);
    expect(versions(choice.chosen)).toEqual(["uuid-b"]);
    expect(versions(choice.superseded)).toEqual(["uuid-a"]);
  });

  it("skips incomplete ones and says what is missing", () => {
    const choice = chooseDeliveries([
      found("20240105T000000Z", "/a/m"),
      found("20240109T000000Z", "/b/m", { complete: false }),
    ]);
    expect(versions(choice.chosen)).toEqual(["20240105T000000Z"]);
    expect(choice.skipped).toMatchObject([
      { path: "/b/m", billingPeriod: "2024-01", failure: { code: "manifest.file_missing" } },
    ]);
    expect(choice.warnings.map(({ code }) => code)).toEqual(["older_delivery"]);
    expect(chooseDeliveries([found("x", "/b/m", { complete: false })])).toMatchObject({
      chosen: [],
      skipped: [{}],
      warnings: [],
    });
  });
});

describe("placesOfKey", () => {
  it("prefers the longest tail, takes unpacked files, and the bare name only beside the manifest", () => {
    const places = placesOfKey("p/asm/r-1.csv.gz");
    expect(places[0]).toEqual({ up: 0, relative: "p/asm/r-1.csv.gz" });
    expect(places).toContainEqual({ up: 1, relative: "asm/r-1.csv" });
    expect(places.filter(({ relative }) => !relative.includes("/"))).toEqual([
      { up: 0, relative: "r-1.csv.gz" },
      { up: 0, relative: "r-1.csv" },
    ]);
  });
});
