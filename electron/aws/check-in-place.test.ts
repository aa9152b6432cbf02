import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Check, CheckId } from "#core/account/check.ts";
import type { CostAccount } from "#core/account/cost-account.ts";
import { type ReportPlace, type ReportTable, USUAL_LIMITS } from "#core/account/report-place.ts";
import type { Failure } from "#core/result/failure.ts";
import { ended } from "../accounts/accounts.ts";
import { checkAccount } from "./check-account.ts";
import { fakeAthena, type FakeAthena } from "./fake/athena.fixture.ts";
import { emptyWorld, KEY_ID, putManifest, REPORT, ROLE, SECRET } from "./fake/deliver.fixture.ts";
import { startFakeAws, type FakeAws } from "./fake/fake-aws.fixture.ts";
import { BILLS, NO_REPORT } from "./fake/tables.fixture.ts";

const TABLE: ReportTable = {
  region: "eu-west-1",
  workgroup: "primary",
  catalog: "AwsDataCatalog",
  database: BILLS.database,
  name: BILLS.table,
  output: null,
};
const IN_PLACE: ReportPlace = { type: "inPlace", table: TABLE, limits: USUAL_LIMITS };
const PARTITIONS = [
  ["2026", "9"],
  ["2026", "10"],
];

let aws: FakeAws;
let athena: FakeAthena;
let files: Map<string, Buffer>;
beforeEach(async () => {
  athena = fakeAthena({
    catalogue: BILLS,
    partitions: PARTITIONS,
    run: () => Promise.reject(new Error("no check reads line items")),
  });
  athena.others = [NO_REPORT];
  aws = await startFakeAws({ ...emptyWorld("id-1"), athena });
  files = new Map([["cur/bills/year=2026/month=10/a.parquet", Buffer.alloc(2_000)]]);
  aws.world.buckets.set("bills-in-aws", { objects: files });
});
afterEach(() => aws.close());

async function checksOf(place: ReportPlace = IN_PLACE, part: Partial<CostAccount> = {}) {
  const { checks } = await ended(
    checkAccount({
      account: {
        id: "a1",
        displayName: "Client",
        access: { type: "iam-role", base: { kind: "keys" }, roleArn: ROLE, externalId: "id-1" },
        accountType: "management",
        reportName: "",
        location: null,
        requesterPays: false,
        startDate: null,
        place,
        createdAt: "2024-03-01T00:00:00Z",
        link: null,
        ...part,
      },
      keys: async () => ({ accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: null }),
      settings: { endpoint: aws.endpoint },
      workedBefore: false,
      checkLink: null,
      patience: [],
      wait: () => Promise.resolve(),
    }),
  );
  return checks;
}

function at(table: Partial<ReportTable>): ReportPlace {
  return { type: "inPlace", table: { ...TABLE, ...table }, limits: USUAL_LIMITS };
}

function deny(...actions: readonly string[]): void {
  aws.world.roles = aws.world.roles.map((role) => ({ ...role, deny: actions }));
}

function line(checks: readonly Check[], id: CheckId): Check {
  const found = checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`${id} was not made`);
  return found;
}

describe("a table that is asked through Athena", () => {
  test("is found, asked once for nothing, and its files are looked at", async () => {
    const checks = await checksOf();
    expect(checks.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      "link skipped",
      "identity ok",
      "role ok",
      "externalId ok",
      "account ok",
      "workgroup ok",
      "table ok",
      "results ok",
      "periods ok",
      "files ok",
    ]);
    expect(line(checks, "table").message).toBe("bills is a Legacy CUR report, divided by year, month.");
    expect(line(checks, "periods").message).toBe("The table has 2 billing periods, the newest is 2026-10.");
    expect(line(checks, "files").message).toBe("The files of 2026-10 can be listed and read: 2 KB.");
    expect(line(checks, "results").message).toContain("s3://results/, as the workgroup has it");
    expect(athena.started).toEqual(["SELECT 1", "SHOW PARTITIONS `cur`.`bills`"]);
    expect([...athena.executions.values()].every(({ scannedBytes }) => scannedBytes === 0)).toBe(true);
  });

  test("both: what is fetched and what is asked are judged apart", async () => {
    const both: ReportPlace = { type: "both", localMonths: 3, table: TABLE, limits: USUAL_LIMITS };
    const checks = await checksOf(both, { reportName: REPORT });
    expect(line(checks, "report")).toMatchObject({ outcome: "failed" });
    expect(line(checks, "manifest")).toMatchObject({ outcome: "skipped" });
    expect(line(checks, "files")).toMatchObject({ outcome: "ok" });
    putManifest(aws.world);
    athena.workgroups = [];
    const there = await checksOf({ ...both, table: { ...TABLE, name: "nothing" } }, { reportName: REPORT });
    expect(line(there, "delivery")).toMatchObject({ outcome: "ok" });
    expect(line(there, "table")).toMatchObject({ outcome: "failed" });
  });

  test("what is not chosen yet is waited for", async () => {
    expect(line(await checksOf(at({ name: "" })), "table").message).toBe("Choose the table of the report.");
  });
});

describe("what is wrong in AWS", () => {
  type Row = readonly [
    what: string,
    arrange: () => ReportPlace | void,
    check: CheckId,
    outcome: Check["outcome"],
    code: Failure["code"],
    message: RegExp,
  ];
  const ROWS: readonly Row[] = [
    [
      "no workgroup",
      () => at({ workgroup: "billing" }),
      "workgroup",
      "failed",
      "athena.workgroup_missing",
      /no workgroup billing in eu-west-1/,
    ],
    [
      "a workgroup that is off",
      () => {
        athena.workgroups = [{ name: "billing", isEnabled: false, output: null, enforcesOutput: false }];
        return at({ workgroup: "billing" });
      },
      "workgroup",
      "failed",
      "athena.workgroup_disabled",
      /switched off/,
    ],
    [
      "no database",
      () => at({ database: "none" }),
      "table",
      "failed",
      "athena.database_missing",
      /no database none/,
    ],
    ["no table", () => at({ name: "bill" }), "table", "failed", "athena.table_missing", /no table bill/],
    [
      "no report",
      () => at({ name: NO_REPORT.table }),
      "table",
      "failed",
      "athena.cannot_run",
      /without which a table is no report/,
    ],
    [
      "no partitions",
      () => {
        athena.catalogue = { ...BILLS, partitionKeys: [] };
      },
      "table",
      "failed",
      "athena.cannot_run",
      /not divided by billing_period/,
    ],
    [
      "nowhere to write",
      () => {
        athena.output = null;
      },
      "results",
      "failed",
      "athena.no_result_place",
      /names no place/,
    ],
    [
      "results may not be written",
      () => deny("s3:PutObject"),
      "results",
      "failed",
      "aws.access_denied",
      /does not allow s3:PutObject/,
    ],
    [
      "no query may be started",
      () => deny("athena:StartQueryExecution"),
      "results",
      "failed",
      "aws.access_denied",
      /athena:StartQueryExecution/,
    ],
    [
      "the workgroup may not be read",
      () => deny("athena:GetWorkGroup"),
      "workgroup",
      "failed",
      "aws.access_denied",
      /athena:GetWorkGroup/,
    ],
    [
      "the catalogue may not be read",
      () => deny("glue:GetTable"),
      "table",
      "failed",
      "aws.access_denied",
      /glue:GetTable on arn:aws:glue/,
    ],
    [
      "files may not be listed",
      () => deny("s3:ListBucket"),
      "files",
      "warning",
      "aws.access_denied",
      /s3:ListBucket/,
    ],
    [
      "files may not be read",
      () => deny("s3:GetObject"),
      "files",
      "warning",
      "aws.access_denied",
      /s3:GetObject/,
    ],
  ];

  test.each(ROWS)("%s", async (_, arrange, id, outcome, code, message) => {
    const place = arrange() ?? IN_PLACE;
    const checks = await checksOf(place);
    const found = line(checks, id);
    expect(found).toMatchObject({ outcome, failure: { code } });
    expect(found.message).toMatch(message);
    expect(found.remedy).not.toBe("");
    expect(checks.filter((check) => check.outcome === "failed")).toHaveLength(outcome === "failed" ? 1 : 0);
  });

  test("a table without billing periods waits for the crawler", async () => {
    await aws.close();
    athena = fakeAthena({ ...athena, catalogue: BILLS, partitions: [] });
    aws = await startFakeAws({ ...emptyWorld("id-1"), athena });
    expect(line(await checksOf(), "periods")).toMatchObject({
      outcome: "warning",
      failure: { code: "athena.no_period" },
    });
  });

  test("a table whose partitions are worked out has those whose folders are there", async () => {
    const levels = ["of-${year}", "${month}"];
    const world = aws.world;
    const objects = ["of-2025/12", "of-2026/9", "of-2026/10", "else/1"].map(
      (folder) => [`cur/bills/${folder}/part-0.parquet`, Buffer.alloc(1_000)] as const,
    );
    world.buckets.set("bills-in-aws", { objects: new Map(objects) });
    athena.catalogue = { ...BILLS, projectedInto: levels };
    const checks = await checksOf();
    expect(line(checks, "periods").message).toBe("The table has 3 billing periods, the newest is 2026-10.");
    expect(line(checks, "files").message).toBe("The files of 2026-10 can be listed and read: 1 KB.");
    expect(athena.started).toEqual(["SELECT 1"]);
  });
});
