import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EMPTY_FIELDS } from "#core/account/draft.ts";
import { openKeychain, type Keychain } from "../secrets/keychain.ts";
import { createAccountKeys } from "./account-keys.ts";
import { openAccountStore } from "./account-store.ts";
import { forgetSecrets } from "./forget-secrets.ts";
import { createSignIns } from "./sign-ins.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "forget-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entries = new Map<string, string>();
const keychainOf = (service: string): Keychain =>
  openKeychain(service, async () => ({
    getPassword: async (of, name) => entries.get(`${of} ${name}`) ?? null,
    setPassword: async (of, name, secret) => void entries.set(`${of} ${name}`, secret),
    deletePassword: async (of, name) => entries.delete(`${of} ${name}`),
  }));

test("nothing a workspace kept in the keychain is left there, and nothing of another workspace goes", async () => {
  const store = await openAccountStore(folder, () => undefined);
  const { keychainId } = store.book();
  const own = keychainOf(keychainId);
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret", sessionToken: null };
  const kept = await createAccountKeys(own).keep("d1", keys);
  await store.putDraft({
    id: "d1",
    editing: null,
    fields: EMPTY_FIELDS,
    externalId: "e",
    keys: kept,
    link: null,
    updatedAt: "2026-03-19T12:00:00Z",
  });
  await createSignIns(own).keep("l1", { clientId: "c", clientSecret: "s", refreshToken: "r" });
  await store.change((book) => ({
    ...book,
    logins: [
      { id: "l1", name: "Acme", dataCentre: "eu", isMsp: false, customer: null, createdAt: "2026-03-19" },
    ],
  }));
  entries.set("another d1", "stays");
  expect(entries.size).toBe(3);
  await forgetSecrets(folder, keychainOf);
  expect([...entries.keys()]).toEqual(["another d1"]);
});

test("a workspace without secrets asks the keychain nothing", async () => {
  await forgetSecrets(folder, () => openKeychain("none", () => Promise.reject(new Error("no session bus"))));
  const { accounts } = (await openAccountStore(folder, () => undefined)).book();
  expect(accounts).toEqual([]);
});
