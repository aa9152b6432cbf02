import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NEW_ACCOUNT_STATE } from "#core/account/cost-account.ts";
import { accountOfDraft, problemsOfDraft } from "#core/account/draft-account.ts";
import { EMPTY_FIELDS, type AccountDraft } from "#core/account/draft.ts";
import { openKeychain, type Keychain } from "../secrets/keychain.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  CODE,
  mspLogin,
  ordinaryLogin,
  PAYER,
  REFRESH_TOKEN,
  startFakeSite24x7,
  type FakeLogin,
  type FakeSite24x7,
} from "../site24x7/fake/fake-site24x7.fixture.ts";
import { openAccountStore, type AccountStore } from "./account-store.ts";
import { createSite24x7Logins, type Site24x7Logins, type TypedSignIn } from "./site24x7.ts";

let folder = "";
let fake: FakeSite24x7;
let store: AccountStore;
let entries: Map<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "site24x7-"));
  store = await openAccountStore(folder, () => undefined);
  entries = new Map();
});
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

const NOW = "2026-03-19T12:00:00.000Z";

async function logins(
  login: FakeLogin,
  keychain: Keychain = openKeychain("w1", opened),
): Promise<Site24x7Logins> {
  fake = await startFakeSite24x7(login);
  return again(keychain);
}

/** As after another start of the app: nothing but the store and the keychain is known. */
function again(keychain: Keychain = openKeychain("w1", opened)): Site24x7Logins {
  return createSite24x7Logins({
    store,
    keychain,
    overrides: { api: fake.endpoint, accounts: fake.endpoint },
    now: () => new Date(NOW),
    wait: () => Promise.resolve(),
  });
}

const opened = async () => ({
  getPassword: async (service: string, name: string) => entries.get(`${service} ${name}`) ?? null,
  setPassword: async (service: string, name: string, secret: string) =>
    void entries.set(`${service} ${name}`, secret),
  deletePassword: async (service: string, name: string) => entries.delete(`${service} ${name}`),
});

function typed(change: Partial<TypedSignIn> = {}): TypedSignIn {
  return {
    name: "Acme",
    dataCentre: "eu",
    isMsp: false,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    grant: { kind: "code", value: CODE },
    loginId: null,
    ...change,
  };
}

async function begun(): Promise<AccountDraft> {
  return store.putDraft({
    id: "d1",
    editing: null,
    fields: { ...EMPTY_FIELDS, source: "site24x7", base: "environment" },
    externalId: "our-own",
    keys: null,
    link: null,
    updatedAt: NOW,
  });
}

/** An account that was taken from the payer. */
async function taken(own: Site24x7Logins, loginId: string): Promise<string> {
  await begun();
  const draft = await own.choose({ draftId: "d1", loginId, customer: null, monitorId: PAYER.monitor_id });
  const account = accountOfDraft(draft, NOW);
  await store.change((book) => ({
    ...book,
    accounts: [{ account, state: NEW_ACCOUNT_STATE, keys: null, manifests: {} }],
  }));
  return account.id;
}

describe("signing in", () => {
  test("exchanges the code at once and keeps the sign-in where only the keychain has it", async () => {
    const own = await logins(ordinaryLogin());
    const login = await own.signIn(typed());
    expect(own.list()).toEqual([login]);
    expect(entries.get(`w1 site24x7 ${login.id}`)).toContain(REFRESH_TOKEN);
    const file = await readFile(join(folder, "accounts.json"), "utf8");
    for (const secret of [REFRESH_TOKEN, CLIENT_SECRET, CLIENT_ID, CODE]) expect(file).not.toContain(secret);
    expect(await again().awsAccounts({ loginId: login.id, customer: null })).toHaveLength(1);
  });

  test("is tried before it is kept", async () => {
    const own = await logins(ordinaryLogin());
    const wrong = typed({ grant: { kind: "refreshToken", value: "1000.wrong" } });
    await expect(own.signIn(wrong)).rejects.toMatchObject({ failure: { code: "site24x7.sign_in_expired" } });
    await expect(own.signIn(typed({ isMsp: true }))).rejects.toMatchObject({
      failure: { code: "site24x7.not_msp" },
    });
    expect(own.list()).toEqual([]);
    expect(entries.size).toBe(0);
  });

  test("again takes the former sign-in's place", async () => {
    const own = await logins(ordinaryLogin());
    const { id } = await own.signIn(typed());
    fake.login.refreshToken = "1000.renewed";
    await expect(again().awsAccounts({ loginId: id, customer: null })).rejects.toMatchObject({
      failure: { code: "site24x7.sign_in_expired", params: { login: "Acme" } },
    });
    await own.signIn(typed({ loginId: id, grant: { kind: "refreshToken", value: "1000.renewed" } }));
    expect(own.list()).toHaveLength(1);
    expect(await again().awsAccounts({ loginId: id, customer: null })).toHaveLength(1);
  });

  test("without a keychain lasts as long as the app, and leaves nothing behind", async () => {
    const none = openKeychain("w1", () => Promise.reject(new Error("no session bus")));
    const own = await logins(ordinaryLogin(), none);
    const { id } = await own.signIn(typed());
    expect(await own.awsAccounts({ loginId: id, customer: null })).toHaveLength(1);
    await expect(again(none).awsAccounts({ loginId: id, customer: null })).rejects.toMatchObject({
      failure: { code: "secret.unavailable" },
    });
  });

  test("out forgets the secret and keeps the accounts, unlinked", async () => {
    const own = await logins(ordinaryLogin());
    const { id } = await own.signIn(typed());
    const accountId = await taken(own, id);
    await own.signOut(id);
    expect(entries.size).toBe(0);
    expect(own.list()).toEqual([]);
    expect(store.account(accountId).account).toMatchObject({ displayName: "Payer account", link: null });
  });
});

describe("a login of another workspace", () => {
  test("serves one customer alone, with its own copy of the secrets", async () => {
    const here = await logins(mspLogin());
    const { id } = await here.signIn(typed({ isMsp: true }));
    const [, two] = await here.customers(id);
    if (two === undefined) throw new Error("two customers");
    const handed = await here.handOver(id);
    const elsewhere = await mkdtemp(join(tmpdir(), "site24x7-"));
    store = await openAccountStore(elsewhere, () => undefined);
    const there = again(openKeychain("w2", opened));
    const login = await there.adopt(handed, two);
    expect(login).toMatchObject({ name: "Acme", isMsp: true, customer: two });
    const before = fake.requests.length;
    expect(await there.customers(login.id)).toEqual([two]);
    expect(fake.requests).toHaveLength(before);
    expect(await there.awsAccounts({ loginId: login.id, customer: two })).toMatchObject([
      { displayName: "Two's payer" },
    ]);
    const file = await readFile(join(elsewhere, "accounts.json"), "utf8");
    for (const foreign of ["Customer One", REFRESH_TOKEN, CLIENT_SECRET]) expect(file).not.toContain(foreign);
    await here.signOut(id);
    expect([...entries.keys()]).toEqual([`w2 site24x7 ${login.id}`]);
    await rm(elsewhere, { recursive: true, force: true });
  });

  test("is not handed over without its secrets", async () => {
    const here = await logins(mspLogin());
    const { id } = await here.signIn(typed({ isMsp: true }));
    entries.clear();
    await expect(here.handOver(id)).rejects.toMatchObject({ failure: { code: "site24x7.sign_in_missing" } });
  });
});

describe("taking an account over", () => {
  test("fills the draft with name, role and external id; nothing more is missing there", async () => {
    const own = await logins(ordinaryLogin());
    const { id } = await own.signIn(typed());
    const draft = await begun();
    expect(problemsOfDraft(draft, "2026-03-19")).toContainEqual(expect.objectContaining({ field: "link" }));
    const chosen = await own.choose({
      draftId: "d1",
      loginId: id,
      customer: null,
      monitorId: PAYER.monitor_id,
    });
    expect(chosen).toMatchObject({
      externalId: "EXT-ID-1",
      fields: { displayName: "Payer account", accessType: "iam-role", roleArn: PAYER.role_arn },
      link: { loginId: id, customer: null, monitorId: PAYER.monitor_id, roleArn: PAYER.role_arn },
    });
    expect(problemsOfDraft(chosen, "2026-03-19").map(({ field }) => field)).toEqual(["reportName"]);
    expect(accountOfDraft(chosen, NOW).access).toMatchObject({ externalId: "EXT-ID-1" });
  });

  test("with a key asks for the key, which Site24x7 does not tell", async () => {
    const keyed = {
      monitor_id: "7",
      display_name: "Old",
      type: "AMAZON",
      aws_access_key: "AKIAIOSFODNN7EXAMPLE",
    };
    const own = await logins({ ...ordinaryLogin(), monitors: [keyed] });
    const { id } = await own.signIn(typed());
    await begun();
    const chosen = await own.choose({ draftId: "d1", loginId: id, customer: null, monitorId: "7" });
    expect(chosen).toMatchObject({
      externalId: "our-own",
      fields: { accessType: "iam-user", base: "keys" },
      link: { roleArn: null, accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
    });
    expect(problemsOfDraft(chosen, "2026-03-19").map(({ field }) => field)).toContain("keys");
  });

  test("of two customers keeps them apart", async () => {
    const own = await logins(mspLogin());
    const { id } = await own.signIn(typed({ isMsp: true }));
    const [, two] = await own.customers(id);
    if (two === undefined) throw new Error("two customers");
    await begun();
    const chosen = await own.choose({
      draftId: "d1",
      loginId: id,
      customer: two,
      monitorId: "300000000000202",
    });
    expect(chosen.link).toMatchObject({
      customer: two,
      roleArn: "arn:aws:iam::222233334444:role/Monitoring",
    });
    await expect(
      own.choose({ draftId: "d1", loginId: id, customer: two, monitorId: PAYER.monitor_id }),
    ).rejects.toMatchObject({ failure: { code: "site24x7.monitor_missing" } });
  });
});

describe("the link afterwards", () => {
  const RENAMED = { ...PAYER, display_name: "Payer (EU)", role_arn: "arn:aws:iam::111122223333:role/New" };

  test("is fine while nothing has changed", async () => {
    const own = await logins(ordinaryLogin());
    const accountId = await taken(own, (await own.signIn(typed())).id);
    const { link } = store.account(accountId).account;
    expect(link === null ? "none" : await own.problemOf(link)).toBeNull();
    expect(await own.changes(accountId)).toEqual([]);
  });

  test("tells what was changed, and takes it over only when told to", async () => {
    const own = await logins(ordinaryLogin());
    const accountId = await taken(own, (await own.signIn(typed())).id);
    fake.login.monitors = [RENAMED];
    const { link } = store.account(accountId).account;
    expect(link === null ? null : await own.problemOf(link)).toMatchObject({
      code: "site24x7.monitor_changed",
      params: { changes: ["its name", "its role"] },
    });
    expect(await own.changes(accountId)).toEqual([
      { what: "name", before: "Payer account", now: "Payer (EU)" },
      { what: "role", before: PAYER.role_arn, now: RENAMED.role_arn },
    ]);
    expect(store.account(accountId).account.displayName).toBe("Payer account");
    await own.update(accountId);
    expect(store.account(accountId).account).toMatchObject({
      displayName: "Payer (EU)",
      access: { roleArn: RENAMED.role_arn, externalId: "EXT-ID-1" },
    });
    expect(await own.changes(accountId)).toEqual([]);
  });

  test("leaves alone what the user has changed by hand", async () => {
    const own = await logins(ordinaryLogin());
    const accountId = await taken(own, (await own.signIn(typed())).id);
    await store.changeAccount(accountId, (stored) => ({
      ...stored,
      account: {
        ...stored.account,
        displayName: "Mine",
        access: {
          type: "iam-role",
          base: { kind: "environment" },
          roleArn: "arn:aws:iam::111122223333:role/own",
          externalId: "own",
        },
      },
    }));
    fake.login.monitors = [RENAMED];
    await own.update(accountId);
    expect(store.account(accountId).account).toMatchObject({
      displayName: "Mine",
      access: { roleArn: "arn:aws:iam::111122223333:role/own", externalId: "own" },
      link: { displayName: "Payer (EU)" },
    });
  });

  test.each<readonly [string, () => void, string]>([
    ["a removed monitor", () => void (fake.login.monitors = []), "site24x7.monitor_missing"],
    ["a revoked sign-in", () => fake.endTokens(), "site24x7.sign_in_expired"],
    ["a scope that was taken away", () => void (fake.login.scopes = []), "site24x7.not_allowed"],
  ])("says what is wrong: %s", async (_, arrange, code) => {
    const own = await logins(ordinaryLogin());
    const accountId = await taken(own, (await own.signIn(typed())).id);
    arrange();
    fake.login.refreshToken = code === "site24x7.sign_in_expired" ? "revoked" : fake.login.refreshToken;
    const { link } = store.account(accountId).account;
    expect(link === null ? null : await own.problemOf(link)).toMatchObject({ code });
    await own.unlink(accountId);
    expect(store.account(accountId).account.link).toBeNull();
  });
});
