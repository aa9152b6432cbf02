import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { AccountState, CostAccount } from "#core/account/cost-account.ts";
import type { AccountDraft, KeptKeys } from "#core/account/draft.ts";
import { accountDraft, accountState, costAccount } from "#core/contract/schema/account.ts";
import { site24x7Login } from "#core/contract/schema/site24x7.ts";
import type { Site24x7Login } from "#core/site24x7/link.ts";
import { fail } from "#core/result/failure.ts";
import type { KnownManifest } from "../sync/find-deliveries.ts";
import { mendLists, readJson, writeJson } from "../host/json-file.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";

/** A cost account as it is remembered. Its secret, if it has one, is in the keychain; `keys` only names it. */
export type StoredAccount = {
  readonly account: CostAccount;
  readonly state: AccountState;
  readonly keys: KeptKeys | null;
  /** Manifests the last sync has read, by billing period. */
  readonly manifests: Readonly<Record<string, KnownManifest>>;
};

/** Everything about the accounts of one workspace. */
export type AccountBook = {
  readonly version: 1;
  /** Names the workspace in the keychain, wherever its folder is moved. */
  readonly keychainId: string;
  readonly accounts: readonly StoredAccount[];
  readonly drafts: readonly AccountDraft[];
  /** Sign-ins to Site24x7. */
  readonly logins: readonly Site24x7Login[];
};

export type AccountStore = {
  readonly book: () => AccountBook;
  account(id: string): StoredAccount;
  draft(id: string): AccountDraft;
  /** Changes come one after the other, each seeing the one before; on disk when it resolves. */
  change(work: (book: AccountBook) => AccountBook): Promise<void>;
  changeAccount(id: string, work: (stored: StoredAccount) => StoredAccount): Promise<void>;
  putDraft(draft: AccountDraft): Promise<AccountDraft>;
};

const storedAccount = z
  .object({
    account: costAccount,
    state: accountState,
    keys: accountDraft.unwrap().shape.keys,
    manifests: z
      .record(z.string(), z.object({ etag: z.string(), version: z.string() }).readonly())
      .readonly(),
  })
  .readonly();
const book = z.object({
  version: z.literal(1),
  keychainId: z.uuid(),
  accounts: z.array(storedAccount).readonly(),
  drafts: z.array(accountDraft).readonly(),
  logins: z.array(site24x7Login).readonly(),
});

/** Opens the accounts of a workspace folder; `onChange` hears of every change. A damaged file is kept aside. */
export async function openAccountStore(directory: string, onChange: () => void): Promise<AccountStore> {
  const file = join(directory, "accounts.json");
  const mend = mendLists({ accounts: storedAccount, drafts: accountDraft, logins: site24x7Login });
  const read = await readJson<AccountBook>(file, book, mend);
  let current: AccountBook =
    read.kind === "read"
      ? read.value
      : { version: 1, keychainId: randomUUID(), accounts: [], drafts: [], logins: [] };
  const inTurn = oneAtATime();

  const change = (work: (book: AccountBook) => AccountBook): Promise<void> =>
    inTurn(async () => {
      const changed = work(current);
      await writeJson(file, changed);
      current = changed;
      onChange();
    });
  const account = (id: string): StoredAccount =>
    current.accounts.find((stored) => stored.account.id === id) ??
    fail("account.unknown", { name: id, known: namesIn(current) }, "no");

  return {
    book: () => current,
    account,
    draft: (id) => current.drafts.find((draft) => draft.id === id) ?? fail("draft.unknown", { id }, "no"),
    change,
    changeAccount: (id, work) =>
      change((before) => ({
        ...before,
        accounts: before.accounts.map((stored) => (stored.account.id === id ? work(stored) : stored)),
      })),
    async putDraft(draft) {
      await change((before) => ({
        ...before,
        drafts: [draft, ...before.drafts.filter(({ id }) => id !== draft.id)],
      }));
      return draft;
    },
  };
}

function namesIn({ accounts }: AccountBook): readonly string[] {
  return accounts.map(({ account }) => account.displayName);
}
