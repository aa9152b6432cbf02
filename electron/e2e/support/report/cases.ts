import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { AllocationModel } from "#core/allocation/model.ts";
import { allocationModel } from "#core/contract/schema/allocation.ts";
import { currencyWorlds, wasteWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { csv, lineItem, put } from "../../../engine/ingest/report-files.fixture.ts";
import { writeSample } from "../../../engine/sample/write-sample.ts";
import { createCollection } from "../../../host/collection.ts";
import { audit, type Audited } from "./audit.ts";

/** A report that was made: its files and what the command said of it. */
export type MadeReport = Audited & {
  readonly name: string;
  readonly pdf: string;
  readonly html: string;
};

const LONG =
  "Long names of business units, accounts and resources that nobody has ever shortened, Überwachung & Größe GmbH "
    .repeat(2)
    .slice(0, 120)
    .trim();
/** One word, so that it can be broken only within itself. */
const LONG_WORD = `arn:aws:s3:::${"resource-with-a-very-long-name-".repeat(6)}`.slice(0, 200);

/** The reports every layout has to stand up to. */
export async function makeReports(folder: string): Promise<readonly MadeReport[]> {
  const [sample, currencies, small, long] = await Promise.all([
    sampleBills(join(folder, "sample")),
    currencyBills(join(folder, "currencies")),
    oneMonth(join(folder, "small")),
    longNames(join(folder, "long")),
  ]);
  const made: MadeReport[] = [];
  const make = async (name: string, args: readonly string[]): Promise<void> => {
    const [pdf, html] = [join(folder, `${name}.pdf`), join(folder, `${name}.html`)];
    const audited = await audit([...args, "--report", pdf, "--html", html], folder);
    made.push({ ...audited, name, pdf, html });
  };
  await make("sample", [
    sample,
    "--workspace",
    "ws-sample",
    "--client",
    "Globex",
    "--prepared-by",
    "Ada Miller",
  ]);
  await keepModel(join(folder, "ws-sample"), model("Divisions", "Shop"));
  await make("german", ["--workspace", "ws-sample", "--locale", "de-DE", "--client", "Globex & Söhne"]);
  await make("currencies", [
    currencies,
    "--workspace",
    "ws-currencies",
    "--currency",
    "EUR",
    "--color",
    "#ffd400",
  ]);
  await make("small", [small, "--workspace", "ws-small"]);
  await mkdir(join(folder, "ws-long"), { recursive: true });
  const named = ["--workspace", "ws-long", "--client", LONG, "--title", LONG];
  await make("long", [long, ...named, "--prepared-by", LONG, "--locale", "de-CH"]);
  await keepModel(join(folder, "ws-long"), model(LONG, LONG));
  await make("long-units", named);
  return made;
}

async function sampleBills(directory: string): Promise<string> {
  const world = wasteWorld({ ...closedOptions("2026-02", 13), rows: 13 * 1_100 });
  await writeSample({ directory, world, format: "legacy" });
  return directory;
}

async function currencyBills(directory: string): Promise<string> {
  const options = { ...closedOptions("2026-02", 3), rows: 3 * 700 };
  for (const [at, world] of [options, ...currencyWorlds(options)].entries())
    await writeSample({ directory: join(directory, String(at)), world, format: "legacy" });
  return directory;
}

/** A month of one service, of which nothing can be said but what it cost. */
async function oneMonth(directory: string): Promise<string> {
  const rows = Array.from({ length: 3 }, (_, at) => lineItem(at, { "lineItem/ResourceId": "" }));
  await put(join(directory, "small.csv"), csv(rows));
  return directory;
}

async function longNames(directory: string): Promise<string> {
  const rows = Array.from({ length: 400 }, (_, at) =>
    lineItem(at, {
      "lineItem/UsageAccountId": String(100_000_000_000 + (at % 40)),
      "lineItem/UsageAccountName": `${LONG} ${at % 40}`,
      "bill/PayerAccountName": LONG,
      "lineItem/ResourceId": `${LONG_WORD}${at}`,
      "lineItem/ProductCode": `Product${at % 30}`,
      "product/ProductName": at % 2 === 0 ? `${LONG} ${at % 30}` : `${LONG_WORD}${at % 30}`,
      "lineItem/UsageType": at % 3 === 0 ? "ElasticIP:IdleAddress" : `NatGateway-Hours-${LONG_WORD}`,
      "lineItem/UnblendedCost": `${1_234_567 * ((at % 7) + 1)}.8900000000`,
    }),
  );
  await put(join(directory, `${LONG_WORD.slice(13, 150)}.csv`), csv(rows));
  return directory;
}

function model(name: string, unit: string): AllocationModel {
  const names = Array.from({ length: 24 }, (_, at) => `${unit} ${at}`.slice(-120));
  return {
    id: "model-1",
    name: name.slice(0, 120),
    units: [
      ...names.map((name, at) => ({
        id: `u${at}`,
        name,
        parentId: at % 6 === 0 ? null : `u${at - 1}`,
        split: null,
      })),
      { id: "pool", name: `Shared ${unit}`.slice(0, 120), parentId: null, split: { kind: "even", to: null } },
    ],
    rules: [
      {
        id: "r-pool",
        unitId: "pool",
        filters: [{ dimension: "service", mode: "include", values: ["AmazonS3", "Product3"] }],
      },
      ...["AmazonEC2", "AmazonRDS", "Product1", "Product2", "Product5"].map((service, at) => ({
        id: `r${at}`,
        unitId: `u${at * 4}`,
        filters: [{ dimension: "service", mode: "include", values: [service] } as const],
      })),
    ],
  };
}

function keepModel(directory: string, kept: AllocationModel): Promise<void> {
  return createCollection("allocationModels", allocationModel, () => directory).save(kept);
}
