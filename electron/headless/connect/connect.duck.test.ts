import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { CLIENT, CONSULTANT, KEY_ID, objectsOf, ROLE, SECRET } from "../../aws/fake/deliver.fixture.ts";
import { cloudspend } from "../cloudspend.fixture.ts";
import { costsOf, EXTERNAL_ID, failedChecks, ownCosts, ROLE_ACCOUNT, test } from "./client.fixture.ts";

describe("a role, from nothing to costs", () => {
  test("connects, syncs to the sample's own totals, and syncs again without fetching", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    const totals = await deliver(3);
    const connected = await connect(ROLE_ACCOUNT);
    expect(connected).toMatchObject({ code: 0, err: "" });
    const { account, checks } = JSON.parse(connected.out);
    expect(account).toMatchObject({ displayName: "Client", accountId: CLIENT, status: "ok", error: null });
    expect(checks.map(({ id }: { id: string }) => id)).toEqual([
      "identity",
      "role",
      "externalId",
      "account",
      "report",
      "settings",
      "bucket",
      "manifest",
      "delivery",
    ]);

    const first = await json("sync");
    expect(costsOf(first)).toEqual(ownCosts(totals));
    expect(first.bytes).toBeGreaterThan(10_000);

    aws.requests.length = 0;
    const again = await json("sync");
    expect(again).toMatchObject({ bytes: 0, unchanged: 3 });
    expect(again.periods).toEqual(first.periods);
    expect(aws.requests.filter(({ service }) => service === "s3")).toHaveLength(1 + 3);
    expect(again.requests).toBe(aws.requests.length);

    const { accounts } = await json("accounts");
    expect(accounts).toMatchObject([{ displayName: "Client", status: "ok", error: null }]);
    expect(accounts[0].periods).toHaveLength(3);
    expect(accounts[0].lastSync).toMatch(/^2024-03-15T/);
  });

  test("accounts are named as the organization names them, its pages empty or not", async ({ client }) => {
    const { aws, folder, workspace, deliver, connect, json } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await json("sync");
    const asked = ["query", "--metric", "unblended", "--group-by", "linkedAccount"];
    const table = await cloudspend([...asked, "--workspace", workspace], { directory: folder });
    expect(table.out).toMatch(/Larkfield payer/);
    expect(aws.requests.filter(({ operation }) => operation === "ListAccounts")).toHaveLength(2);
  });

  test("an organization that may not be asked is no reason to fail", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    aws.world.roles = aws.world.roles.map((role) => ({ ...role, deny: ["organizations:ListAccounts"] }));
    expect((await connect(ROLE_ACCOUNT)).code).toBe(0);
    expect((await json("sync")).periods).toHaveLength(1);
  });

  test("disconnecting keeps the costs unless they are to go as well", async ({ client }) => {
    const { deliver, connect, json } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    await json("sync");
    await json("disconnect", "Client");
    expect((await json("accounts")).accounts).toEqual([]);
    expect((await json("periods")).periods).toHaveLength(1);
    await connect(ROLE_ACCOUNT);
    await json("sync");
    await json("disconnect", "Client", "--with-data");
    expect((await json("periods")).periods).toEqual([]);
  });
});

describe("who asks", () => {
  test("an IAM user's keys come from the environment", async ({ client }) => {
    const { aws, deliver, connect } = client;
    await deliver(1);
    aws.world.principals[0] = {
      arn: `arn:aws:iam::${CLIENT}:user/reader`,
      accessKeyId: KEY_ID,
      secretAccessKey: SECRET,
    };
    const { roleArn: _, externalId: __, ...user } = { ...ROLE_ACCOUNT, accessType: "iam-user" };
    const ran = await connect(user);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(ran.out).account.accountId).toBe(CLIENT);
  });

  test("a profile with keys assumes the role, whatever the environment holds", async ({ client }) => {
    const { aws, folder, deliver, connect, json } = client;
    await deliver(1);
    aws.world.principals[0] = {
      arn: `arn:aws:iam::${CONSULTANT}:user/ben`,
      accessKeyId: "AKIAIOSFODNN7PROFILE",
      secretAccessKey: "of-the-profile",
    };
    await writeFile(
      join(folder, "credentials"),
      "[client-work]\naws_access_key_id=AKIAIOSFODNN7PROFILE\naws_secret_access_key=of-the-profile\n",
    );
    const ran = await connect({ ...ROLE_ACCOUNT, baseIdentity: { profile: "client-work" } });
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(ran.out).checks[0].message).toContain("user/ben");
    expect((await json("sync")).periods).toHaveLength(1);
  });

  test("a profile may itself stand for a role", async ({ client }) => {
    const { aws, folder, deliver, connect } = client;
    await deliver(1);
    const own = `arn:aws:iam::${CONSULTANT}:role/analyst`;
    aws.world.roles = [...aws.world.roles, { arn: own, trusts: [CONSULTANT], externalId: null }];
    await writeFile(
      join(folder, "config"),
      `[profile analyst]\nrole_arn=${own}\nsource_profile=default\nregion=eu-west-1\n`,
    );
    await writeFile(
      join(folder, "credentials"),
      `[default]\naws_access_key_id=${KEY_ID}\naws_secret_access_key=${SECRET}\n`,
    );
    const ran = await connect({ ...ROLE_ACCOUNT, baseIdentity: { profile: "analyst" } });
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(ran.out).checks[0].message).toContain("assumed-role/analyst");
  });

  test("keys of a session need their token and are sent with it", async ({ client }) => {
    const { aws, deliver, connect } = client;
    await deliver(1);
    client.ana.sessionToken = "the-token";
    expect(failedChecks(await connect(ROLE_ACCOUNT))).toMatchObject([
      { id: "identity", code: "aws.unknown_key" },
    ]);
    process.env["AWS_SESSION_TOKEN"] = "the-token";
    const ran = await connect(ROLE_ACCOUNT);
    delete process.env["AWS_SESSION_TOKEN"];
    expect(ran.code).toBe(0);
    expect(aws.requests.length).toBeGreaterThan(0);
  });

  test("roles of other partitions are asked for in their own regions", async ({ client }) => {
    const { aws, connect } = client;
    const arn = `arn:aws-cn:iam::${CLIENT}:role/costs`;
    aws.world.roles = [{ arn, trusts: [CONSULTANT], externalId: EXTERNAL_ID }];
    const checked = JSON.parse((await connect({ ...ROLE_ACCOUNT, roleArn: arn })).out);
    expect(checked.checks.find(({ id }: { id: string }) => id === "role")).toMatchObject({ ok: true });
    expect(checked.account.accountId).toBe(CLIENT);
  });

  test("a role's session that ends in between is assumed anew", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    await connect(ROLE_ACCOUNT);
    for (const principal of aws.world.principals.slice(1)) principal.expired = true;
    expect((await json("sync")).periods).toHaveLength(1);
  });
});

describe("what is asked for", () => {
  test("only the configured bucket, prefix and report", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    objectsOf(aws.world).set("other/secret.csv.gz", Buffer.from("x"));
    await connect(ROLE_ACCOUNT);
    await json("sync");
    const asked = aws.requests.filter(({ operation }) => operation === "GetObject");
    expect(asked.length).toBeGreaterThan(2);
    for (const { key, bucket } of asked) {
      expect(key).toMatch(/^cost\/larkfield-cur\//);
      expect(bucket).toBe("bills");
    }
  });

  test("one of two reports, found behind the first page of the list", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    await deliver(1);
    const [own] = aws.world.reports;
    if (own === undefined) throw new Error("there is a report");
    const others = ["a", "b", "c", "d", "e", "f"].map((ReportName) => ({ ...own, ReportName }));
    aws.world.reports = [...others, own];
    expect((await connect(ROLE_ACCOUNT)).code).toBe(0);
    expect((await json("sync")).periods).toHaveLength(1);
  });

  test("two accounts bring their own months, and go one by one", async ({ client }) => {
    const { aws, deliver, connect, json } = client;
    const first = await deliver(1);
    await connect(ROLE_ACCOUNT);
    const [own] = aws.world.reports;
    const second = await deliver(1, { format: "cur2", seed: "second", lastPeriod: "2024-02" });
    if (own !== undefined) aws.world.reports = [own];
    await connect({ ...ROLE_ACCOUNT, displayName: "Other", reportName: "larkfield-cur2" });
    const synced = await json("sync");
    expect(costsOf(synced)).toEqual({ ...ownCosts(first), ...ownCosts(second) });
    const { accounts } = await json("accounts");
    expect(accounts.map(({ periods }: { periods: readonly unknown[] }) => periods.length)).toEqual([1, 1]);
    await json("disconnect", "Other", "--with-data");
    expect(costsOf(await json("periods"))).toEqual(ownCosts(first));
  });
});

describe("a file that cannot be used", () => {
  test.for([
    [{ ...ROLE_ACCOUNT, secretAccessKey: SECRET }, /secret/],
    [{ ...ROLE_ACCOUNT, rolearn: ROLE }, /not known: rolearn/],
    [{ ...ROLE_ACCOUNT, reportName: undefined }, /"reportName" is missing/],
    [{ ...ROLE_ACCOUNT, accountType: "linked" }, /needs "bucket"/],
    [{ ...ROLE_ACCOUNT, startDate: "March" }, /"startDate" is not valid/],
  ] as const)("%#", async ([account, problem], { client }) => {
    const ran = await client.connect(account);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(problem);
    expect(ran.err).not.toContain(SECRET);
  });
});
