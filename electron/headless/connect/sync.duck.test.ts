import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, vi } from "vitest";
import { fakeAthena } from "../../aws/fake/athena.fixture.ts";
import { BILLS } from "../../aws/fake/tables.fixture.ts";
import { objectsOf, rewriteBucket, rewriteManifests } from "../../aws/fake/deliver.fixture.ts";
import { type Client, costsOf, ownCosts, ROLE_ACCOUNT, test } from "./client.fixture.ts";

const isData = ({ key }: { readonly key: string }): boolean => key.endsWith(".csv.gz");

describe("a line that breaks", () => {
  test("is gone on with where it broke", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    const totals = await deliver(1, { rows: 6_000 });
    await connect(ROLE_ACCOUNT);
    aws.cutNext(20_000);
    const synced = await json("sync");
    expect(costsOf(synced)).toEqual(ownCosts(totals));
    const resumed = aws.requests.find(({ range }) => /bytes=[1-9]/.test(range));
    expect(resumed?.operation).toBe("GetObject");
    expect(synced.bytes).toBe(sizeOfData(objectsOf(aws.world)));
  });

  test("lets a stopped sync go on in another process without fetching twice", async ({ client }) => {
    const { aws, workspace, deliver, connect, runIn, json } = client;
    const totals = await deliver(1, { rows: 6_000 });
    await connect(ROLE_ACCOUNT);
    aws.slowDown(100_000);
    const abort = new AbortController();
    const stopped = runIn({ signal: abort.signal }, "sync");
    await vi.waitFor(() => expect(aws.requests.some(isData)).toBe(true), 20_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    abort.abort();
    expect((await stopped).code).toBe(1);
    const left = await readdir(join(workspace, "downloads"), { recursive: true });
    expect(left.some((name) => name.endsWith(".part"))).toBe(true);
    aws.slowDown(null);
    expect(costsOf(await json("sync"))).toEqual(ownCosts(totals));
    expect(aws.requests.some(({ range }) => /bytes=[1-9]/.test(range))).toBe(true);
    expect(await readdir(join(workspace, "downloads"))).toEqual([]);
  });

  test("starts over when AWS has replaced the file meanwhile, and never mixes versions", async ({
    client,
  }) => {
    const { aws, deliver, connect, runIn, json } = client;
    await deliver(1, { rows: 6_000 });
    await connect(ROLE_ACCOUNT);
    aws.slowDown(100_000);
    const abort = new AbortController();
    const stopped = runIn({ signal: abort.signal }, "sync");
    await vi.waitFor(() => expect(aws.requests.some(isData)).toBe(true), 20_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    abort.abort();
    await stopped;
    aws.slowDown(null);
    const totals = await deliver(1, { rows: 6_000, seed: "second" });
    expect(costsOf(await json("sync"))).toEqual(ownCosts(totals));
  });

  test("takes what AWS delivers while it reads, from the beginning", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    const totals = await deliver(1, { seed: "second" });
    await connect(ROLE_ACCOUNT);
    let isFirst = true;
    const push = aws.requests.push.bind(aws.requests);
    aws.requests.push = (...items) => {
      if (items.some(isData) && isFirst) {
        isFirst = false;
        aws.failNext("GetObject", { code: "PreconditionFailed", status: 412 });
      }
      return push(...items);
    };
    expect(costsOf(await json("sync"))).toEqual(ownCosts(totals));
    expect(isFirst).toBe(false);
  });

  test.for([
    ["SlowDown", 503],
    ["InternalError", 500],
    ["RequestTimeout", 400],
  ] as const)("is patient with %s", async ([code, status], { client }) => {
    const { aws, deliver, connect, json } = client;
    const totals = await deliver(1);
    await connect(ROLE_ACCOUNT);
    aws.failNext("GetObject", { code, status }, 2);
    aws.failNext("ListObjectsV2", { code: "SlowDown", status: 503 }, 2);
    expect(costsOf(await json("sync"))).toEqual(ownCosts(totals));
  });
});

describe("what arrives is verified", () => {
  test("a file that is cut short on AWS's side is named, and the month is not read", async ({ client }) => {
    const { aws, deliver, connect, run, json } = client;
    await deliver(1);
    rewriteBucket(aws.world, (key, content) => [
      key,
      key.endsWith("00001.csv.gz") ? content.subarray(0, content.length - 9) : content,
    ]);
    await connect(ROLE_ACCOUNT);
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/s3:\/\/bills\/cost\/.*00001\.csv\.gz/);
    expect((await json("periods")).periods).toEqual([]);
  });

  test("ETags of files that KMS encrypted are no hashes", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    const totals = await deliver(1);
    const bucket = aws.world.buckets.get("bills");
    if (bucket !== undefined) bucket.kms = true;
    await connect(ROLE_ACCOUNT);
    expect(costsOf(await json("sync"))).toEqual(ownCosts(totals));
  });

  test.for([["other/x.csv.gz"], ["s3://bills/other/x.csv.gz"], ["cost/larkfield-cur-2/x.csv.gz"]])(
    "a manifest that names %s is refused before anything is asked for",
    async ([named], { client }) => {
      const { aws, deliver, connect, run } = client;
      await deliver(1);
      await connect(ROLE_ACCOUNT);
      rewriteManifests(aws.world, (text) =>
        text.replaceAll(/"reportKeys":\s*\[[^\]]*\]/g, `"reportKeys":[${JSON.stringify(named)}]`),
      );
      aws.requests.length = 0;
      const synced = await run("sync");
      expect(synced.code).toBe(1);
      expect(synced.err).toMatch(/lies outside the configured report/);
      expect(aws.requests.some(({ key }) => key.includes("x.csv.gz"))).toBe(false);
    },
  );

  test("a manifest that climbs out of the folder is refused as well", async ({ client }) => {
    const { aws, deliver, connect, run } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    rewriteManifests(aws.world, (text) =>
      text.replaceAll(
        /"reportKeys":\s*\[[^\]]*\]/g,
        '"reportKeys":["cost/larkfield-cur/../../other/x.csv.gz"]',
      ),
    );
    aws.requests.length = 0;
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/larkfield-cur-Manifest\.json cannot be understood at reportKeys/);
    expect(aws.requests.some(({ key }) => key.includes("other"))).toBe(false);
  });

  test("a manifest that is no JSON is named", async ({ client }) => {
    const { aws, deliver, connect, run } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    rewriteManifests(aws.world, () => "<html>");
    const synced = await run("sync");
    expect(synced.code).toBe(1);
    expect(synced.err).toMatch(/larkfield-cur-Manifest\.json/);
  });

  test("one damaged month does not keep the others out", async ({ client }) => {
    const { aws, deliver, connect, run, json } = client;
    const totals = await deliver(3);
    rewriteBucket(aws.world, (key, content) => [
      key,
      /20240201-.*00001\.csv\.gz$/.test(key) ? Buffer.from("<html>") : content,
    ]);
    await connect(ROLE_ACCOUNT);
    expect((await run("sync")).code).toBe(1);
    const { "2024-02": _, ...others } = ownCosts(totals);
    expect(costsOf(await json("periods"))).toEqual(others);
  });
});

test("a new delivery of a month takes the former one's place; moving the starting date re-reads and removes", async ({
  client,
}) => {
  const { deliver, connect, json } = client;
  await deliver(2);
  await connect(ROLE_ACCOUNT);
  const before = await json("sync");
  await deliver(2, { rows: 3_000, seed: "second" });
  const after = await json("sync");
  expect(after.periods).toHaveLength(2);
  expect(after.periods).not.toEqual(before.periods);

  await connect({ ...ROLE_ACCOUNT, startDate: "2024-03-10" });
  const late = await json("sync");
  expect(late.periods).toMatchObject([{ billingPeriod: "2024-03", from: "2024-03-10" }]);
  expect(late.periods[0].rows).toBeLessThan(after.periods[1].rows);

  await connect(ROLE_ACCOUNT);
  const whole = await json("sync");
  expect(whole.periods.map((p: { rows: number }) => p.rows)).toEqual(
    after.periods.map((p: { rows: number }) => p.rows),
  );
});

test("twenty-four months that are as they were take one request each, and one for all", async ({
  client,
}) => {
  const { aws, deliver, connect, json } = client;
  await deliver(24, { rows: 4_800 });
  await connect(ROLE_ACCOUNT);
  await json("sync");
  aws.requests.length = 0;
  expect(await json("sync")).toMatchObject({ unchanged: 24, bytes: 0 });
  expect(aws.requests.length).toBeLessThanOrEqual(2 * 24);
});

const PLACE = { region: "eu-west-1", database: BILLS.database, table: BILLS.table };

function putTable({ aws }: Client): void {
  aws.world.athena = fakeAthena({
    catalogue: BILLS,
    partitions: [["2024", "3"]],
    run: () => Promise.reject(new Error("nothing is asked of its line items")),
  });
  const files = new Map([["cur/bills/year=2024/month=3/part-0.parquet", Buffer.alloc(2_000)]]);
  aws.world.buckets.set("bills-in-aws", { objects: files });
}

test("of an account that is read in both places only the last months are fetched", async ({ client }) => {
  const { deliver, connect, json } = client;
  await deliver(3);
  putTable(client);
  const place = { type: "both", ...PLACE, localMonths: 2 };
  expect(await connect({ ...ROLE_ACCOUNT, place })).toMatchObject({ code: 0, err: "" });
  const periods = async () =>
    (await json("sync")).periods.map((p: { billingPeriod: string }) => p.billingPeriod);
  expect(await periods()).toEqual(["2024-02", "2024-03"]);
  await connect({ ...ROLE_ACCOUNT, place: { ...place, localMonths: 1 } });
  expect(await periods()).toEqual(["2024-03"]);
});

test("an account that is read in AWS is checked and fetches nothing; what it had brought goes", async ({
  client,
}) => {
  const { aws, deliver, connect, json, run } = client;
  await deliver(1);
  await connect(ROLE_ACCOUNT);
  expect((await json("sync")).periods).toHaveLength(1);
  putTable(client);
  const { reportName: _, ...inPlace } = { ...ROLE_ACCOUNT, place: { type: "inPlace", ...PLACE } };
  expect(await connect(inPlace)).toMatchObject({ code: 0, err: "" });
  aws.requests.length = 0;
  expect(await json("sync")).toMatchObject({ periods: [], bytes: 0, unchanged: 0 });
  expect(aws.requests.filter(({ key }) => key.startsWith("cost/"))).toEqual([]);
  expect((await json("accounts")).accounts).toMatchObject([
    { status: "ok", lastSync: "2024-03-15T12:00:00.000Z" },
  ]);

  aws.world.roles = aws.world.roles.map((role) => ({ ...role, deny: ["glue:GetTable"] }));
  const refused = await run("sync");
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("AWS does not allow glue:GetTable");
  expect((await json("accounts")).accounts).toMatchObject([{ status: "configuration-error" }]);
});

test("a place that lacks its table is refused with the field", async ({ client }) => {
  const ran = await client.connect({ ...ROLE_ACCOUNT, place: { type: "inPlace", region: "eu-west-1" } });
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('"place.database" is missing');
});

function sizeOfData(objects: ReadonlyMap<string, Buffer>): number {
  return [...objects].reduce((sum, [key, { length }]) => (isData({ key }) ? sum + length : sum), 0);
}
