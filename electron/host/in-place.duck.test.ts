import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient, implement } from "@orpc/server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { CostAccount } from "#core/account/cost-account.ts";
import { NEW_ACCOUNT_STATE } from "#core/account/cost-account.ts";
import type { ScanLimits } from "#core/account/report-place.ts";
import type { AllocationQuery } from "#core/allocation/allocation-query.ts";
import type { CommitmentQuery } from "#core/commitment/commitment.ts";
import { hostContract } from "#core/contract/host.ts";
import { groupCell, wholeCell } from "#core/cost/explain/cost-cell.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type { FindingResult } from "#core/finding/findings-query.ts";
import type { InPlaceEvent } from "#core/in-place/in-place.ts";
import { canonical, sum } from "#core/money/decimal.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions } from "#core/sample/world.ts";
import { fakeAthena, putTable, type FakeAthena } from "../aws/fake/athena.fixture.ts";
import { emptyWorld, KEY_ID, SECRET } from "../aws/fake/deliver.fixture.ts";
import { startFakeAws, type FakeAws } from "../aws/fake/fake-aws.fixture.ts";
import { type TrinoOnDuckdb, trinoOnDuckdb } from "../engine/cost/testing/trino-on-duckdb.fixture.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import { importPaths } from "../engine/ingest/import.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { openKeychain } from "../secrets/keychain.ts";
import { createOpenAccounts, type OpenAccounts } from "./open-accounts.ts";
import { createOpenWorkspace, type OpenWorkspace } from "./open-workspace.ts";
import { inPlaceHandlers } from "./in-place.ts";
import { openWorkspaceRegistry, type WorkspaceRegistry } from "./workspace-registry.ts";

const NOW = Date.parse("2026-11-26T10:00:00Z");
/** The payer of the sample company. */
const PAYER = "730248159604";
const LIMITS: ScanLimits = {
  askAboveBytes: 1_000_000_000,
  perQueryBytes: 50_000_000_000,
  perDayBytes: 1_000_000_000_000,
  pricePerTb: "5",
};
const QUERY: CostQuery = {
  metric: "unblended",
  granularity: "month",
  range: { from: "2026-09-01", to: "2026-11-01" },
  groupBy: ["service"],
  filters: [],
  currency: null,
  top: null,
};
const COMMITMENTS: CommitmentQuery = {
  range: QUERY.range,
  granularity: "month",
  currency: null,
  arn: null,
};
const ALLOCATION: AllocationQuery = {
  model: {
    id: "m",
    name: "By service",
    units: [
      { id: "compute", name: "Compute", parentId: null, split: null },
      { id: "tax", name: "Tax", parentId: null, split: { kind: "even", to: null } },
    ],
    rules: [
      {
        id: "1",
        unitId: "compute",
        filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
      },
      {
        id: "2",
        unitId: "tax",
        filters: [{ dimension: "lineItemType", mode: "include", values: ["Tax"] }],
      },
    ],
  },
  profiles: [],
  metric: "unblended",
  granularity: "month",
  range: QUERY.range,
  currency: null,
};

let folder: string;
let registry: WorkspaceRegistry;
let workspace: OpenWorkspace;
let engine: Engine;
let totals: SampleTotals;
let trino: TrinoOnDuckdb;
let aws: FakeAws;
let athena: FakeAthena;
let accounts: OpenAccounts;
let directories: Readonly<Record<"recent" | "nothing", string>>;
let clock = NOW;
let wait: (ms: number) => Promise<unknown>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "in-place-"));
  const files = join(folder, "files");
  const world = { ...closedOptions("2026-10", 2), rows: 1_500 };
  const written = await writeSample({
    directory: files,
    world,
    format: "cur2",
    options: { parquet: true, rowsPerFile: 1_000 },
  });
  totals = written.totals;
  trino = await trinoOnDuckdb(files, "cur2");
  registry = await openWorkspaceRegistry(folder, () => new Date(NOW));
  const [recent, nothing] = [
    await registry.create("Recent", false),
    await registry.create("Nothing here", false),
  ];
  const opened = await openWorkspace(recent.directory, new Date(NOW));
  const names = await readdir(files, { recursive: true });
  const october = names.filter((name) => name.endsWith("BILLING_PERIOD=2026-10"));
  await importPaths({
    ...opened,
    paths: october.map((name) => join(files, name)),
    leaveOut: [],
    now: () => new Date(NOW),
  });
  await opened.database.close();
  await openWorkspace(nothing.directory, new Date(NOW)).then(({ database }) => database.close());
  directories = { recent: recent.directory, nothing: nothing.directory };
  engine = createEngine({
    now: () => new Date(NOW),
    newId: () => "id",
    reportBug: ({ error }) => {
      throw error;
    },
    checkAnswers: true,
  });
}, 60_000);
afterAll(async () => {
  await engine.close();
  trino.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  clock = NOW;
  wait = () => Promise.resolve();
  athena = fakeAthena(trino);
  aws = await startFakeAws({ ...emptyWorld(null), athena });
  putTable(aws.world, athena, "cur2");
  vi.stubEnv("AWS_ACCESS_KEY_ID", KEY_ID);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", SECRET);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
});
afterEach(async () => {
  await accounts.close();
  vi.unstubAllEnvs();
  await aws.close();
  for (const directory of Object.values(directories))
    for (const name of ["athena-day.json", "athena-answers", "athena-tables.json"])
      await rm(join(directory, name), { recursive: true, force: true });
});

function account(limits: Partial<ScanLimits>, id = "larkfield", name = trino.catalogue.table): CostAccount {
  const { database } = trino.catalogue;
  return {
    id,
    displayName: "Larkfield payer",
    access: { type: "iam-user", base: { kind: "environment" } },
    accountType: "management",
    reportName: name,
    location: null,
    requesterPays: false,
    startDate: null,
    place: {
      type: "both",
      table: {
        region: "us-east-1",
        workgroup: "primary",
        catalog: "AwsDataCatalog",
        database,
        name,
        output: null,
      },
      limits: { ...LIMITS, ...limits },
      localMonths: 1,
    },
    createdAt: "2026-11-01T00:00:00Z",
    link: null,
  };
}

/** The host over one of the workspaces, with the account written as a former start of the app left it. */
async function host(
  limits: Partial<ScanLimits> = {},
  which: keyof typeof directories = "recent",
  accountId: string | null = PAYER,
  others: readonly CostAccount[] = [],
) {
  const directory = directories[which];
  await writeFile(
    join(directory, "accounts.json"),
    JSON.stringify({
      version: 1,
      keychainId: "0c2f1b7e-7d9a-4c39-9d0f-0a5f1c2b3d4e",
      accounts: [
        {
          account: account(limits),
          state: { ...NEW_ACCOUNT_STATE, accountId },
          keys: null,
          manifests: {},
        },
        ...others.map((other) => ({ account: other, state: NEW_ACCOUNT_STATE, keys: null, manifests: {} })),
      ],
      drafts: [],
      logins: [],
    }),
  );
  const client = createRouterClient(engine.router);
  workspace = createOpenWorkspace(registry, () => client);
  await workspace.open(registry.list().find((each) => each.directory === directory)?.id ?? "");
  accounts = createOpenAccounts({
    workspace,
    engine: () => client,
    settings: { endpoint: aws.endpoint },
    site24x7: { api: null, accounts: null },
    keychain: (id) => openKeychain(id),
    now: () => new Date(clock),
    today: () => "2026-11-26",
    wait: (ms) => wait(ms),
  });
  return createRouterClient(implement(hostContract).inPlace.router(inPlaceHandlers(accounts)));
}

type Told<T> = { readonly kinds: readonly string[]; readonly last: InPlaceEvent<T> | undefined };

async function toldOf<T>(events: AsyncIterable<InPlaceEvent<T>>): Promise<Told<T>> {
  const told: InPlaceEvent<T>[] = [];
  for await (const event of events) told.push(event);
  return { kinds: told.map(({ kind }) => kind), last: told.at(-1) };
}

function answered<T>({ last }: Told<T>) {
  if (last?.kind !== "answered") throw new Error(`it ended with ${last?.kind}`);
  return last;
}

function failed<T>({ last }: Told<T>) {
  return last?.kind === "failed" ? last.failure : last;
}

/** What the files hold, by service and month, counted while they were written. */
function expectWhole({ total, groups, values }: CostAnswer): void {
  expect(canonical(total ?? "")).toBe(canonical(totals.overall.metrics["unblended"] ?? "absent"));
  expect(values.map((value) => canonical(value ?? ""))).toEqual(
    ["2026-09", "2026-10"].map((period) =>
      canonical(totals.byPeriod[period]?.metrics["unblended"] ?? "absent"),
    ),
  );
  expect(Object.fromEntries(groups.map((group) => [group.key[0], canonical(group.total ?? "")]))).toEqual(
    Object.fromEntries(
      Object.entries(totals.byService).map(([service, { metrics }]) => [
        service,
        canonical(metrics["unblended"] ?? "absent"),
      ]),
    ),
  );
}

/** A finding without the names of its accounts and services, which a workspace without bills does not know. */
function found({ finding, cost, found: alone, kept, items, lineItems, filters, besides }: FindingResult) {
  const sorted = filters.map((filter) => ({ ...filter, values: filter.values.toSorted() }));
  return { finding, cost, alone, kept, items, lineItems, filters: sorted, besides };
}

function paid(): readonly string[] {
  return athena.started.filter((text) => !text.startsWith("SHOW"));
}

test("accounts that are read in AWS, and their months there and here, are told for nothing", async () => {
  const [larkfield, ...others] = await (await host()).accounts();
  expect(others).toEqual([]);
  expect(larkfield).toMatchObject({
    displayName: "Larkfield payer",
    place: "both",
    away: ["2026-09"],
    alsoHere: ["2026-10"],
    problem: null,
  });
  expect(larkfield?.schema.metrics.find(({ id }) => id === "unblended")?.available).toBe(true);
  expect(paid()).toEqual([]);
});

test("a month from here and one from AWS are one answer, to the last digit", async () => {
  const { query } = await host();
  const told = await toldOf(await query({ query: QUERY, hasConsent: false }));
  expect(told.kinds[0]).toBe("estimated");
  expect(told.kinds.slice(1, -1)).toContain("running");
  const { value, bill } = answered(told);
  expectWhole(value);
  expect(value.groups.some(({ labels }) => labels[0] !== null)).toBe(true);
  expect(bill).toMatchObject({
    queries: 2,
    scannedBytes: 50_000_000,
    costUsd: "0.0002500000",
    todayBytes: 50_000_000,
    keptAt: null,
    notKept: null,
  });
  // October is here, and never asked for there.
  expect(
    [...athena.executions.values()].map(({ text, parameters }) => text + parameters.join()),
  ).not.toContainEqual(expect.stringMatching(/2026-10/));
});

test("where nothing is here at all, AWS alone answers", async () => {
  const { query, accounts: list } = await host({}, "nothing");
  expect((await list())[0]?.away).toEqual(["2026-09", "2026-10"]);
  expectWhole(answered(await toldOf(await query({ query: QUERY, hasConsent: false }))).value);
});

test("a payer whose bill is here counts once, also where nothing tells that the table has it too", async () => {
  const { query, accounts: list } = await host({}, "recent", null);
  expect((await list())[0]?.away).toEqual(["2026-09", "2026-10"]);
  expectWhole(answered(await toldOf(await query({ query: QUERY, hasConsent: false }))).value);
});

test("two accounts with a table each are one answer, and what both have read counts for the day", async () => {
  const { database, table } = trino.catalogue;
  const payer = "CAST('999999999999' AS VARCHAR) AS bill_payer_account_id";
  await trino.run({
    text: `CREATE OR REPLACE TABLE ${database}.second AS SELECT * REPLACE (${payer}) FROM ${database}.${table}`,
    parameters: [],
  });
  athena.others = [{ ...athena.catalogue, table: "second" }];
  const second = account({}, "second", "second");
  const { query, accounts: list } = await host({}, "recent", PAYER, [second]);
  expect((await list()).map(({ id, away }) => [id, away])).toEqual([
    ["larkfield", ["2026-09"]],
    ["second", ["2026-09", "2026-10"]],
  ]);
  const { value, bill } = answered(await toldOf(await query({ query: QUERY, hasConsent: false })));
  const of = (period: string) => totals.byPeriod[period]?.metrics["unblended"] ?? "absent";
  expect(value.values.map((each) => canonical(each ?? ""))).toEqual(
    ["2026-09", "2026-10"].map((period) => canonical(sum([of(period), of(period)]))),
  );
  expect(bill.todayBytes).toBe(bill.scannedBytes);
  expect(new Set(paid().map((text) => /"(larkfield|second)"/.exec(text)?.[1]))).toEqual(
    new Set(["larkfield", "second"]),
  );
});

test("a table that two accounts read counts once", async () => {
  const { query } = await host({}, "recent", PAYER, [account({}, "again")]);
  expectWhole(answered(await toldOf(await query({ query: QUERY, hasConsent: false }))).value);
});

test("two reports of one payer count once", async () => {
  const { database, table } = trino.catalogue;
  await trino.run({
    text: `CREATE OR REPLACE TABLE ${database}.again AS SELECT * FROM ${database}.${table}`,
    parameters: [],
  });
  athena.others = [{ ...athena.catalogue, table: "again" }];
  const { query } = await host({}, "recent", PAYER, [account({}, "again", "again")]);
  expectWhole(answered(await toldOf(await query({ query: QUERY, hasConsent: false }))).value);
});

test("the same question is kept, with the time it was paid for", async () => {
  const { query, estimate } = await host();
  expect(await estimate(QUERY)).toMatchObject({ queries: 2, periods: ["2026-09"], needsConsent: false });
  await toldOf(await query({ query: QUERY, hasConsent: false }));
  clock += 3_600_000;
  const before = paid().length;
  const again = await toldOf(await query({ query: QUERY, hasConsent: false }));
  expect(again.kinds).toEqual(["estimated", "answered"]);
  expect(answered(again).bill).toMatchObject({
    queries: 0,
    scannedBytes: 0,
    keptAt: new Date(NOW).toISOString(),
    todayBytes: 50_000_000,
  });
  expect(paid()).toHaveLength(before);
  expect(await estimate(QUERY)).toMatchObject({ queries: 0, mostBytes: 0, todayBytes: 50_000_000 });
});

test("questions at the same time look at the months once, and all of them count", async () => {
  const { query } = await host();
  const all = await Promise.all(
    (["service", "region", "usageType"] as const).map(async (dimension) =>
      answered(await toldOf(await query({ query: { ...QUERY, groupBy: [dimension] }, hasConsent: false }))),
    ),
  );
  const whole = canonical(totals.overall.metrics["unblended"] ?? "absent");
  for (const { value } of all) expect(canonical(value.total ?? "")).toBe(whole);
  // One look at September, and three questions.
  expect(paid()).toHaveLength(4);
  const book = JSON.parse(await readFile(join(directories.recent, "athena-day.json"), "utf8"));
  expect(book.scannedBytes).toBe(4 * 25_000_000);
  expect(sum(all.map(({ bill }) => bill.costUsd))).toBe("0.0005000000");
});

test("commitments of a month here and one in AWS are one answer, and every range of these months is free then", async () => {
  const { commitments } = await host();
  const { value, bill } = answered(
    await toldOf(await commitments({ query: COMMITMENTS, hasConsent: false })),
  );
  expect(bill).toMatchObject({ queries: 2, scannedBytes: 50_000_000 });
  expect(value.savingsPlans.values.map((side) => side !== null)).toEqual([true, true]);
  expect(value.commitments.some(({ ownerLabel }) => ownerLabel !== null)).toBe(true);
  const week = {
    ...COMMITMENTS,
    granularity: "day",
    range: { from: "2026-09-07", to: "2026-09-14" },
  } as const;
  const again = answered(await toldOf(await commitments({ query: week, hasConsent: false })));
  expect(again.bill).toMatchObject({ queries: 0, scannedBytes: 0 });
  expect(again.value.all.values).toHaveLength(7);
  // By the hour nothing is asked there.
  const hours = await toldOf(
    await commitments({ query: { ...week, granularity: "hour" }, hasConsent: false }),
  );
  expect(failed(hours)).toMatchObject({ code: "athena.cannot_run" });
});

test("commitments that stay in AWS alone are those of one month here and one there", async () => {
  const both = answered(
    await toldOf(await (await host()).commitments({ query: COMMITMENTS, hasConsent: false })),
  );
  await accounts.close();
  const away = answered(
    await toldOf(await (await host({}, "nothing")).commitments({ query: COMMITMENTS, hasConsent: false })),
  );
  const unnamed = both.value.commitments.map((one) => ({
    ...one,
    ownerLabel: null,
    consumers: one.consumers.map((consumer) => ({ ...consumer, label: null })),
  }));
  expect(away.value).toEqual({ ...both.value, commitments: unnamed });
});

test("units of a model over both places sum to the bill, and a statement to its unit", async () => {
  const { units, statement, preview } = await host();
  const { value, bill } = answered(await toldOf(await units({ query: ALLOCATION, hasConsent: false })));
  expect(canonical(value.total ?? "")).toBe(canonical(totals.overall.metrics["unblended"] ?? "absent"));
  expect(value.unsplit).toEqual([]);
  // One look at September, and its days by rule.
  expect(bill).toMatchObject({ queries: 2, scannedBytes: 50_000_000 });
  const asked = { ...ALLOCATION, unitId: "compute", by: "linkedAccount" } as const;
  const told = answered(await toldOf(await statement({ query: asked, hasConsent: false })));
  expect(canonical(sum(told.value.map(({ total }) => total)))).toBe(
    canonical(value.units[0]?.after.total ?? "absent"),
  );
  expect(told.value.some(({ label }) => label !== null)).toBe(true);
  expect(told.bill.queries).toBe(1);
  const rules = answered(await toldOf(await preview({ query: ALLOCATION, hasConsent: false }))).value;
  expect(canonical(rules.total)).toBe(canonical(value.total ?? ""));
  expect(rules.rules[0]?.taken).toBe(value.units[0]?.direct.total);
});

test("rules find the same in a month that stays in AWS as in the same month here, and their things can be paged", async () => {
  const client = createRouterClient(engine.router);
  const october = { range: { from: "2026-10-01", to: "2026-11-01" }, currency: null, assumptions: [] };
  const query = { ...october, leaveOut: [] };
  await host();
  await client.findings.run(october);
  const here = await vi.waitFor(async () => {
    const answer = await client.findings.list(query);
    if (answer === null) throw new Error("still looking");
    return answer;
  }, 20_000);
  await accounts.close();
  const { findings } = await host({}, "nothing");
  const { value, bill } = answered(await toldOf(await findings({ query, hasConsent: false })));
  expect(bill).toMatchObject({ queries: 2, scannedBytes: 50_000_000 });
  expect(value.answer.findings.map(found)).toEqual(here.findings.map(found));
  expect(value.answer.findings.length).toBeGreaterThan(3);
  expect(value.answer.notComputable).toEqual(here.notComputable);
  const [first] = value.answer.findings;
  const page = { account: null, sort: { by: "kept", descending: true }, offset: 0, limit: 10 } as const;
  const things = { ...query, ...page, finding: first?.finding ?? "", run: value.run };
  expect((await client.findings.items(things)).items).toBeGreaterThan(0);
  await expect(client.findings.items({ ...things, run: "0".repeat(64) })).rejects.toMatchObject({
    failure: { code: "findings.not_kept" },
  });
  // What is decided on a finding leaves it out of the others: the sums are paid for.
  const again = await toldOf(
    await findings({ query: { ...query, leaveOut: [things.finding] }, hasConsent: false }),
  );
  expect(answered(again).bill).toMatchObject({ queries: 0, scannedBytes: 0 });
  expect(answered(again).value.run).toBe(value.run);
  expect(
    (await readdir(join(directories.nothing, "athena-answers"))).some((name) => !name.endsWith(".json")),
  ).toBe(false);
});

test("units and a statement at the same time pay once for the days that both need", async () => {
  const { units, statement } = await host();
  const asked = { ...ALLOCATION, unitId: "compute", by: "service" } as const;
  const [one, other] = await Promise.all([
    toldOf(await units({ query: ALLOCATION, hasConsent: false })),
    toldOf(await statement({ query: asked, hasConsent: false })),
  ]);
  expect(answered(one).bill.queries + answered(other).bill.queries).toBe(3);
  expect(paid()).toHaveLength(3);
});

test("a statement that may read its month twice says so before anything is asked", async () => {
  const { statement } = await host({ askAboveBytes: 10 });
  const asked = { ...ALLOCATION, unitId: "compute", by: "service" } as const;
  const events = await statement({ query: asked, hasConsent: false });
  const told = [];
  for await (const event of events) told.push(event);
  expect(told.map(({ kind }) => kind)).toEqual(["estimated", "unasked"]);
  expect(told[0]).toMatchObject({ estimate: { queries: 3, periods: ["2026-09"] } });
  expect(paid()).toEqual([]);
});

test("what may read much is asked only once the user agrees", async () => {
  const { query } = await host({ askAboveBytes: 10 });
  const held = await toldOf(await query({ query: QUERY, hasConsent: false }));
  expect(held.kinds).toEqual(["estimated", "unasked"]);
  expect(paid()).toEqual([]);
  expectWhole(answered(await toldOf(await query({ query: QUERY, hasConsent: true }))).value);
});

test("whoever stops listening stops the query in AWS, and pays for what it has read", async () => {
  athena.looks = 1_000;
  wait = () => new Promise((resolve) => setTimeout(resolve, 10));
  const stop = new AbortController();
  const { query } = await host();
  const events = await query({ query: QUERY, hasConsent: false }, { signal: stop.signal });
  for await (const { kind } of events) if (kind === "running") stop.abort();
  await vi.waitFor(() => expect(athena.stopped).toHaveLength(1));
  await vi.waitFor(async () =>
    expect(JSON.parse(await readFile(join(directories.recent, "athena-day.json"), "utf8"))).toMatchObject({
      scannedBytes: 25_000_000,
    }),
  );
});

test("the limits of a day and of a query are kept", async () => {
  const full = await host({ perDayBytes: 40_000_000 });
  expect(failed(await toldOf(await full.query({ query: QUERY, hasConsent: false })))).toMatchObject({
    code: "athena.day_limit",
  });
  expect(athena.stopped).toHaveLength(1);
  await accounts.close();
  clock += 24 * 3_600_000;
  const narrow = await host({ perQueryBytes: 20_000_000 });
  expect(failed(await toldOf(await narrow.query({ query: QUERY, hasConsent: false })))).toMatchObject({
    code: "athena.query_limit",
  });
});

test("both ways are compared for the months that both have", async () => {
  const { compare } = await host();
  const { value, bill } = answered(await toldOf(await compare({ query: QUERY, hasConsent: false })));
  expect(value).toMatchObject({ periods: ["2026-10"], ways: { differences: [] }, apart: [] });
  expect(value.ways.compared).toBeGreaterThan(5);
  expect(value.ways.lineItems.here).toBe(value.ways.lineItems.there);
  expect(bill.queries).toBe(2);
  const september = { ...QUERY, range: { from: "2026-09-01", to: "2026-10-01" } };
  expect(failed(await toldOf(await compare({ query: september, hasConsent: false })))).toMatchObject({
    code: "athena.nothing_to_compare",
  });
});

test("a number of a month here and one in AWS is explained as one, with how AWS was asked", async () => {
  const { explain, query } = await host();
  const ec2 = groupCell(QUERY, ["AmazonEC2"]);
  const { value: costs } = answered(await toldOf(await query({ query: QUERY, hasConsent: false })));
  const { value, bill } = answered(await toldOf(await explain({ cell: ec2, hasConsent: false })));
  expect(value.total).toBe(costs.groups.find(({ key }) => key[0] === "AmazonEC2")?.total);
  expect(canonical(sum(value.parts.map(({ amount }) => amount ?? "0")))).toBe(canonical(value.total ?? ""));
  expect(value.deliveries.map(({ billingPeriod, inAws }) => [billingPeriod, inAws])).toEqual([
    ["2026-10", undefined],
    ["2026-09", true],
  ]);
  expect(value.askedInAws?.map(({ table, billingPeriods }) => [table, billingPeriods])).toEqual([
    [trino.catalogue.table, ["2026-09"]],
  ]);
  // The look at September was paid for with the costs.
  expect(bill).toMatchObject({ queries: 1, scannedBytes: 25_000_000 });
  const again = answered(await toldOf(await explain({ cell: ec2, hasConsent: false })));
  expect(again).toMatchObject({ value, bill: { queries: 0, keptAt: new Date(NOW).toISOString() } });
});

test("line items of the month in AWS are listed a page at a time, and counted once", async () => {
  const { lineItems } = await host();
  const page = {
    range: QUERY.range,
    filters: [],
    columns: ["billing_period", "line_item_unblended_cost"],
    sort: { column: "line_item_unblended_cost", descending: true },
    offset: 0,
    limit: 50,
  };
  const first = answered(await toldOf(await lineItems({ query: page, hasConsent: false })));
  const september = totals.byPeriod["2026-09"];
  expect(canonical(first.value.totals["USD"] ?? "")).toBe(canonical(september?.metrics["unblended"] ?? ""));
  expect(first.value.rows).toHaveLength(50);
  expect(new Set(first.value.rows.map(([period]) => period))).toEqual(new Set(["2026-09"]));
  // The look at the month, the page, and the count.
  expect(first.bill.queries).toBe(3);
  const second = answered(
    await toldOf(await lineItems({ query: { ...page, offset: 50 }, hasConsent: false })),
  );
  expect(second.bill.queries).toBe(1);
  expect(second.value.totalRows).toBe(first.value.totalRows);
  expect(second.value.rows).not.toEqual(first.value.rows);
});

test("an explanation that may read much waits for the user's word, and containers are refused with a reason", async () => {
  const careful = await host({ askAboveBytes: 10 });
  const cell = wholeCell({ ...QUERY, metric: "amortized" });
  expect((await toldOf(await careful.explain({ cell, hasConsent: false }))).kinds).toEqual([
    "estimated",
    "unasked",
  ]);
  await accounts.close();
  const { explain } = await host();
  const containers = { part: "cost", place: null } as const;
  expect(
    failed(await toldOf(await explain({ cell: { ...cell, containers }, hasConsent: false }))),
  ).toMatchObject({ code: "athena.cannot_run", params: { problem: expect.stringContaining("containers") } });
  expect(paid()).toEqual([]);
});

test("without permission the months are those seen last, and a question says what is missing", async () => {
  const { accounts: list } = await host();
  await list();
  clock += 3_600_000;
  const [ana] = aws.world.principals;
  aws.world.principals =
    ana === undefined ? [] : [{ ...ana, deny: ["athena:GetTableMetadata", "athena:StartQueryExecution"] }];
  await vi.waitFor(async () =>
    expect((await list())[0]).toMatchObject({ away: ["2026-09"], problem: { code: "aws.access_denied" } }),
  );
  const { query } = await host();
  expect(failed(await toldOf(await query({ query: QUERY, hasConsent: false })))).toMatchObject({
    code: "aws.access_denied",
    params: { action: "athena:StartQueryExecution" },
  });
});

test("throttling is told, and passes", async () => {
  const { query } = await host();
  await toldOf(await query({ query: { ...QUERY, groupBy: [] }, hasConsent: false }));
  aws.failNext("StartQueryExecution", { code: "TooManyRequestsException", status: 400 });
  const told = await toldOf(await query({ query: QUERY, hasConsent: false }));
  expect(told.kinds).toContain("throttled");
  expect(told.kinds.at(-1)).toBe("answered");
});
