import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient, implement } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountDraft, DraftFields } from "#core/account/draft.ts";
import { engineContract } from "#core/contract/engine.ts";
import type { EngineClient } from "../transport/client.ts";
import { startFakeAws, type FakeAws } from "../aws/fake/fake-aws.fixture.ts";
import {
  CLIENT,
  emptyWorld,
  KEY_ID,
  objectsOf,
  putManifest,
  REPORT,
  SECRET,
} from "../aws/fake/deliver.fixture.ts";
import { openKeychain } from "../secrets/keychain.ts";
import { openAccounts, type Accounts } from "./accounts.ts";
import { createDrafts, type Drafts } from "./drafts.ts";

const USER = `arn:aws:iam::${CLIENT}:user/reader`;
const OTHER_ID = "AIDAIOSFODNN7EXAMPLE";

let folder = "";
let aws: FakeAws;
let entries: Map<string, string>;
let keyring: "open" | "locked";
let accounts: Accounts;
let drafts: Drafts;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "drafts-"));
  aws = await startFakeAws(emptyWorld("id-1"));
  putManifest(aws.world);
  aws.world.principals = [{ arn: USER, accessKeyId: KEY_ID, secretAccessKey: SECRET }];
  entries = new Map();
  keyring = "open";
  await startAgain();
});
afterEach(async () => {
  await accounts.close();
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

/** As after another start of the app. */
async function startAgain(): Promise<void> {
  const now = (): Date => new Date("2026-03-19T12:00:00Z");
  const settings = { endpoint: aws.endpoint };
  accounts = await openAccounts({
    directory: folder,
    engine: () => emptyEngine(),
    settings,
    site24x7: { api: null, accounts: null },
    keychain: (id) => openKeychain(id, keytar),
    now,
    today: () => "2026-03-19",
    wait: () => Promise.resolve(),
  });
  drafts = createDrafts({ accounts, settings, now });
}

/** An engine whose workspace holds nothing. */
function emptyEngine(): EngineClient {
  const { periods } = implement(engineContract);
  return createRouterClient({ periods: { list: periods.list.handler(() => []) } }) as EngineClient;
}

async function keytar() {
  return {
    getPassword: async (service: string, name: string) =>
      keyring === "locked" ? null : (entries.get(`${service} ${name}`) ?? null),
    async setPassword(service: string, name: string, secret: string) {
      if (keyring === "locked") throw new Error("Cannot create an item in a locked collection");
      entries.set(`${service} ${name}`, secret);
    },
    deletePassword: async (service: string, name: string) =>
      keyring === "open" && entries.delete(`${service} ${name}`),
  };
}

async function fill(draft: AccountDraft, change: Partial<DraftFields>): Promise<AccountDraft> {
  return drafts.save(draft.id, { ...accounts.store.draft(draft.id).fields, ...change });
}

const typedKeys = { accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: null };

async function userDraft(): Promise<AccountDraft> {
  const draft = await drafts.create();
  await drafts.setKeys(draft.id, typedKeys);
  return fill(draft, { displayName: "Reader", accessType: "iam-user", reportName: REPORT });
}

/** Everything in the workspace folder, as one text. */
async function onDisk(): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")),
  );
  return texts.join("\n");
}

describe("a draft", () => {
  test("is on disk from its first change, and is the same after another start, its External ID too", async () => {
    const draft = await drafts.create();
    await fill(draft, { displayName: "F" });
    await startAgain();
    expect(drafts.list()).toMatchObject([
      { id: draft.id, externalId: draft.externalId, fields: { displayName: "F" } },
    ]);
    const renewed = await drafts.renewExternalId(draft.id);
    expect(renewed.externalId).not.toBe(draft.externalId);
    await startAgain();
    expect(drafts.list()[0]?.externalId).toBe(renewed.externalId);
  });

  test("of an account that is edited keeps the account's External ID", async () => {
    const made = await drafts.create();
    await fill(made, {
      displayName: "Client",
      base: "environment",
      roleArn: `arn:aws:iam::${CLIENT}:role/costs`,
      reportName: REPORT,
    });
    const { accountId } = await drafts.connect(made.id, true);
    const edited = await drafts.edit(accountId ?? "");
    expect(edited.externalId).toBe(made.externalId);
    expect((await drafts.edit(accountId ?? "")).id).toBe(edited.id);
  });
});

describe("the file of access keys that AWS lets a user download", () => {
  const lines = (...rows: readonly string[]): string => `${rows.join("\r\n")}\r\n`;

  test.each([
    ["of today", lines("\uFEFFAccess key ID,Secret access key", `${KEY_ID},${SECRET}`)],
    [
      "of a user with a console password",
      lines(
        "User name,Password,Access key ID,Secret access key,Console login link",
        `ana,,${KEY_ID},${SECRET},https://1.signin.aws.amazon.com/console`,
      ),
    ],
    ["of old", lines("User Name,Access Key Id,Secret Access Key", `"ana",${KEY_ID},${SECRET}`)],
  ])("%s is taken, and only the keychain has the secret", async (_, text) => {
    const file = join(folder, "accessKeys.csv");
    await writeFile(file, text);
    const { id } = await drafts.create();
    const answer = await drafts.setKeysFromFile(id, file, null);
    expect(answer).toMatchObject({
      kind: "set",
      draft: { keys: { accessKeyId: KEY_ID, kept: "keychain" }, fields: { base: "keys" } },
    });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    await rm(file);
    expect(await onDisk()).not.toContain(SECRET);
    expect([...entries.values()].join(" ")).toContain(SECRET);
    expect((await drafts.identity(id)).arn).toBe(USER);
  });

  test("with keys of several users asks whose, and takes those", async () => {
    const file = join(folder, "team.csv");
    const ben = "AKIAIOSFODNN7EXAMPL2";
    await writeFile(
      file,
      lines(
        "User Name,Access Key Id,Secret Access Key",
        `ana,${KEY_ID},${SECRET}`,
        `ben,${ben},s3cret-of-ben`,
      ),
    );
    const { id } = await drafts.create();
    expect(await drafts.setKeysFromFile(id, file, null)).toEqual({ kind: "choose", users: ["ana", "ben"] });
    expect(await drafts.setKeysFromFile(id, file, "ben")).toMatchObject({
      draft: { keys: { accessKeyId: ben } },
    });
  });

  test.each([
    ["a user's id", `Access key ID,Secret access key\n${OTHER_ID},${SECRET}\n`, /unique id of a user/],
    ["no keys", "Access key ID,Secret access key\n", /holds no access keys/],
    ["other columns", "Name,Value\na,b\n", /no columns named Access key ID/],
    ["no secret", `Access key ID,Secret access key\n${KEY_ID},\n`, /secret access key is missing/],
  ])("with %s says so, and nothing is kept", async (_, text, words) => {
    const file = join(folder, "keys.csv");
    await writeFile(file, text);
    const { id } = await drafts.create();
    await expect(drafts.setKeysFromFile(id, file, null)).rejects.toMatchObject({
      failure: { params: { problem: expect.stringMatching(words) } },
    });
    expect(accounts.store.draft(id).keys).toBeNull();
    expect(entries.size).toBe(0);
  });
});

describe("keys", () => {
  test("that are typed and are another kind of id are refused in words", async () => {
    const { id } = await drafts.create();
    await expect(drafts.setKeys(id, { ...typedKeys, accessKeyId: OTHER_ID })).rejects.toMatchObject({
      failure: { code: "account.invalid", params: { problem: expect.stringMatching(/unique id of a user/) } },
    });
    expect(entries.size).toBe(0);
  });

  test("go with the account, and leave the keychain with it", async () => {
    const { id } = await userDraft();
    const { accountId, checks } = await drafts.connect(id, false);
    expect(checks.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(entries.size).toBe(1);
    await startAgain();
    expect((await accounts.check(accountId ?? "")).checks[1]?.message).toContain(USER);
    await accounts.remove(accountId ?? "", false);
    expect(entries.size).toBe(0);
    expect(await onDisk()).not.toContain(SECRET);
  });

  test("leave the keychain as soon as the account is entered in another way", async () => {
    const { accountId } = await drafts.connect((await userDraft()).id, false);
    const edited = await drafts.edit(accountId ?? "");
    await fill(edited, { base: "profile", profile: "work" });
    await drafts.connect(edited.id, true);
    expect(entries.size).toBe(0);
    expect(accounts.store.account(accountId ?? "").keys).toBeNull();
  });

  test("of an account that is edited are replaced only when it is saved", async () => {
    const { accountId } = await drafts.connect((await userDraft()).id, false);
    const edited = await drafts.edit(accountId ?? "");
    await drafts.setKeys(edited.id, { ...typedKeys, secretAccessKey: "a-new-one" });
    expect(await accounts.keys.read(accountId ?? "")).toMatchObject({ secretAccessKey: SECRET });
    await drafts.connect(edited.id, true);
    expect(await accounts.keys.read(accountId ?? "")).toMatchObject({ secretAccessKey: "a-new-one" });
    expect(entries.size).toBe(1);
  });

  test("a locked keychain is a configuration error, and no removal is told to be done in it", async () => {
    const { accountId } = await drafts.connect((await userDraft()).id, false);
    keyring = "locked";
    await accounts.check(accountId ?? "");
    expect(accounts.list()[0]).toMatchObject({
      status: "configuration-error",
      state: { problem: { failure: { code: "secret.locked" } } },
    });
    await expect(accounts.remove(accountId ?? "", false)).rejects.toMatchObject({
      failure: { code: "secret.locked" },
    });
    expect(accounts.list()).toHaveLength(1);
    keyring = "open";
    await accounts.remove(accountId ?? "", false);
    expect(entries.size).toBe(0);
  });

  test("while the keychain is locked are kept for this session only, and it says so", async () => {
    keyring = "locked";
    const draft = await userDraft();
    expect(draft.keys).toEqual({ accessKeyId: KEY_ID, kept: "session" });
    expect(accounts.keys.isSessionOnly()).toBe(true);
    expect(await onDisk()).not.toContain(SECRET);
  });
});

describe("saving", () => {
  test("with a check that fails is refused, and done as a configuration error account on request", async () => {
    const draft = await userDraft();
    await fill(draft, { reportName: "renamed" });
    expect(await drafts.connect(draft.id, false)).toMatchObject({ accountId: null });
    expect(accounts.list()).toEqual([]);
    await drafts.connect(draft.id, true);
    expect(accounts.list()).toMatchObject([
      { status: "configuration-error", state: { problem: { failure: { code: "aws.report_missing" } } } },
    ]);
    aws.world.reports = aws.world.reports.map((report) => ({ ...report, ReportName: "renamed" }));
    const manifest = Buffer.from(
      '{"assemblyId":"1","reportKeys":["cost/renamed/20240301-20240401/1/a.csv.gz"]}',
    );
    objectsOf(aws.world).set("cost/renamed/20240301-20240401/renamed-Manifest.json", manifest);
    await accounts.check(accounts.list()[0]?.account.id ?? "");
    expect(accounts.list()).toMatchObject([{ status: "ok", state: { problem: null } }]);
  });

  test("under a name that is taken, or unfinished, is refused", async () => {
    await drafts.connect((await userDraft()).id, false);
    await expect(drafts.connect((await userDraft()).id, false)).rejects.toMatchObject({
      failure: { code: "account.name_taken" },
    });
    const unfinished = await drafts.create();
    await expect(drafts.connect(unfinished.id, true)).rejects.toMatchObject({
      failure: { code: "account.invalid" },
    });
  });

  test("what passes by itself is no error: it is shown with since when, and gone with the next attempt", async () => {
    const { accountId } = await drafts.connect((await userDraft()).id, false);
    aws.unplug(true);
    await accounts.check(accountId ?? "");
    expect(accounts.list()).toMatchObject([
      {
        status: "ok",
        state: { problem: null },
        notice: { failure: { code: "aws.offline" }, since: "2026-03-19T12:00:00.000Z" },
      },
    ]);
    aws.unplug(false);
    aws.failNext("DescribeReportDefinitions", { code: "ThrottlingException", status: 400 }, 4);
    await accounts.check(accountId ?? "");
    expect(accounts.list()).toMatchObject([
      { status: "ok", state: { problem: null }, notice: { failure: { code: "aws.throttled" } } },
    ]);
    await startAgain();
    await accounts.check(accountId ?? "");
    expect(accounts.list()).toMatchObject([{ status: "ok", notice: null }]);
  });

  test("an account waits for AWS until something is delivered, however often it is synced", async () => {
    objectsOf(aws.world).clear();
    const { accountId } = await drafts.connect((await userDraft()).id, false);
    await accounts.sync(accountId ?? "");
    expect(accounts.list()).toMatchObject([
      { status: "waiting", notice: { failure: { code: "aws.nothing_delivered" } } },
    ]);
    putManifest(aws.world);
    await accounts.check(accountId ?? "");
    expect(accounts.list()).toMatchObject([{ status: "ok", notice: null }]);
  });
});
