import { otherKindOfId } from "#core/account/aws-id.ts";
import { accountOfDraft, fieldsOfAccount, problemsOfDraft } from "#core/account/draft-account.ts";
import { firstFailed, type Check, type CheckProgress } from "#core/account/check.ts";
import { EMPTY_FIELDS, type AccountDraft, type DraftFields } from "#core/account/draft.ts";
import type { CostAccount } from "#core/account/cost-account.ts";
import type { FoundReport } from "#core/account/found-report.ts";
import {
  foundTable,
  type FoundTable,
  type FoundWorkgroup,
  type Workgroup,
} from "#core/account/found-table.ts";
import type { CallerIdentity } from "#core/account/identity.ts";
import { notesOn } from "#core/cur/report-source/report-source.ts";
import { fail } from "#core/result/failure.ts";
import { openCatalogue, type Catalogue } from "../aws/athena/catalogue.ts";
import { listSources } from "../aws/find-source.ts";
import { surroundingsOf } from "../aws/identity/profiles.ts";
import { callerIdentity, openSession, type AccessKeys, type AwsSession } from "../aws/identity/session.ts";
import type { AwsSettings } from "../aws/settings.ts";
import { ended, newId, type Accounts } from "./accounts.ts";
import type { AccountStore } from "./account-store.ts";
import { readKeysFile } from "./keys-file.ts";

/** Accounts being set up or edited. Every change is on disk before it is answered. */
export type Drafts = {
  list(): readonly AccountDraft[];
  create(): Promise<AccountDraft>;
  edit(accountId: string): Promise<AccountDraft>;
  save(id: string, fields: DraftFields): Promise<AccountDraft>;
  discard(id: string): Promise<void>;
  renewExternalId(id: string): Promise<AccountDraft>;
  setKeys(id: string, keys: AccessKeys): Promise<AccountDraft>;
  setKeysFromFile(id: string, path: string, user: string | null): Promise<KeysFromFile>;
  forgetKeys(id: string): Promise<AccountDraft>;
  identity(id: string): Promise<CallerIdentity>;
  reports(id: string): Promise<readonly FoundReport[]>;
  workgroups(id: string): Promise<readonly FoundWorkgroup[]>;
  workgroup(id: string): Promise<Workgroup>;
  databases(id: string): Promise<readonly string[]>;
  tables(id: string): Promise<readonly FoundTable[]>;
  check(id: string, signal?: AbortSignal): AsyncGenerator<CheckProgress, void>;
  /** Saves the account after its checks; the id of the account, or null when it was not saved. */
  connect(id: string, allowFailing: boolean): Promise<Connected>;
};

export type KeysFromFile =
  | { readonly kind: "set"; readonly draft: AccountDraft }
  | { readonly kind: "choose"; readonly users: readonly string[] };

type Connected = { readonly accountId: string | null; readonly checks: readonly Check[] };

export type DraftParts = {
  readonly accounts: Accounts;
  readonly settings: AwsSettings;
  readonly now: () => Date;
};

export function createDrafts({ accounts, settings, now }: DraftParts): Drafts {
  const { store, keys } = accounts;
  const put = (draft: AccountDraft): Promise<AccountDraft> =>
    store.putDraft({ ...draft, updatedAt: now().toISOString() });
  const change = (id: string, part: Partial<AccountDraft>): Promise<AccountDraft> =>
    put({ ...store.draft(id), ...part });
  const accountOf = (draft: AccountDraft): CostAccount => {
    const known = store.book().accounts.find(({ account }) => account.id === draft.editing);
    return accountOfDraft(draft, known?.account.createdAt ?? now().toISOString());
  };
  /** Keys entered in this draft; else those of the account it edits. */
  const keysOf = (draft: AccountDraft): Promise<AccessKeys | null> =>
    keys.read(draft.id).then((own) => own ?? (draft.editing === null ? null : keys.read(draft.editing)));
  const sessionOf = async (draft: AccountDraft): Promise<AwsSession> => {
    const account = accountOf(draft);
    return openSession({
      access: account.access,
      keys: () => keysOf(draft),
      settings,
      workedBefore: draft.editing !== null,
      surroundings: await surroundingsOf(account),
    });
  };
  const catalogueOf = async (draft: AccountDraft): Promise<Catalogue> =>
    openCatalogue(await sessionOf(draft), draft.fields.athenaRegion.trim());
  const drop = (id: string): Promise<void> =>
    store.change((book) => ({ ...book, drafts: book.drafts.filter((draft) => draft.id !== id) }));

  const keep = async (id: string, given: AccessKeys): Promise<AccountDraft> => {
    const problem = otherKindOfId(given.accessKeyId);
    if (problem !== null) fail("account.invalid", { field: "the access key ID", problem });
    const kept = await keys.keep(id, given);
    const { fields } = store.draft(id);
    return change(id, { keys: kept, fields: { ...fields, base: "keys" } });
  };

  return {
    list: () => store.book().drafts,
    create: () =>
      put({
        id: newId(),
        editing: null,
        fields: EMPTY_FIELDS,
        externalId: newId(),
        keys: null,
        link: null,
        updatedAt: "",
      }),
    async edit(accountId) {
      const { account, keys: kept } = store.account(accountId);
      const begun = store.book().drafts.find(({ editing }) => editing === accountId);
      if (begun !== undefined) return begun;
      const given = account.access.type === "iam-role" ? account.access.externalId : null;
      return put({
        id: newId(),
        editing: accountId,
        fields: fieldsOfAccount(account),
        externalId: given ?? newId(),
        keys: kept,
        link: account.link,
        updatedAt: "",
      });
    },
    save: (id, fields) => change(id, { fields }),
    async discard(id) {
      await keys.forget(id);
      await drop(id);
    },
    renewExternalId: (id) => change(id, { externalId: newId() }),
    setKeys: keep,
    async setKeysFromFile(id, path, user) {
      const read = await readKeysFile(path, user);
      if (read.kind === "choose") return read;
      return { kind: "set", draft: await keep(id, read.keys) };
    },
    async forgetKeys(id) {
      await keys.forget(id);
      return change(id, { keys: null });
    },
    async identity(id) {
      const session = await sessionOf(store.draft(id));
      return callerIdentity(session, session.base);
    },
    async reports(id) {
      const sources = await listSources(await sessionOf(store.draft(id)));
      return sources.map(({ kind, name, format, bucket, prefix, region, ...rest }) => ({
        kind,
        name,
        format,
        location: { bucket, prefix, region },
        notes: notesOn({ kind, name, format, bucket, prefix, region, ...rest }),
      }));
    },
    async workgroups(id) {
      return (await catalogueOf(store.draft(id))).workgroups();
    },
    async workgroup(id) {
      const draft = store.draft(id);
      return (await catalogueOf(draft)).workgroup(draft.fields.workgroup.trim());
    },
    async databases(id) {
      const draft = store.draft(id);
      return (await catalogueOf(draft)).databases(draft.fields.catalog.trim());
    },
    async tables(id) {
      const draft = store.draft(id);
      const { catalog, database } = draft.fields;
      const found = await (
        await catalogueOf(draft)
      ).tables({ catalog: catalog.trim(), database: database.trim() });
      return found.map(foundTable);
    },
    async *check(id, signal) {
      const draft = store.draft(id);
      const manner = { workedBefore: draft.editing !== null, isPatient: false };
      for await (const step of accounts.probe(accountOf(draft), () => keysOf(draft), manner)) {
        if (signal?.aborted === true) return;
        yield step;
      }
    },
    async connect(id, allowFailing) {
      const draft = store.draft(id);
      const [problem] = problemsOfDraft(draft, now().toISOString().slice(0, 10));
      if (problem !== undefined) fail("account.invalid", { field: problem.field, problem: problem.problem });
      const account = accountOf(draft);
      refuseTaken(store, account);
      const workedBefore = draft.editing !== null;
      // Whoever allows failures has waited for them already.
      const manner = { workedBefore, isPatient: !workedBefore && !allowFailing };
      const checked = await ended(accounts.probe(account, () => keysOf(draft), manner));
      const { checks } = checked;
      if (firstFailed(checks) !== null && !allowFailing) return { accountId: null, checks };
      if (draft.id !== account.id) await keys.move(draft.id, account.id);
      await accounts.adopt(account, draft.keys, checked);
      await drop(id);
      return { accountId: account.id, checks };
    },
  };
}

function refuseTaken(store: AccountStore, { id, displayName }: CostAccount): void {
  const other = store
    .book()
    .accounts.some(({ account }) => account.id !== id && account.displayName === displayName);
  if (other) fail("account.name_taken", { name: displayName });
}
