import { EMPTY_FIELDS, type AccountDraft, type DraftFields } from "#core/account/draft.ts";
import { firstFailed, type Check, type CheckProgress } from "#core/account/check.ts";
import type { AccountView } from "#core/account/cost-account.ts";
import { accountOfDraft, fieldsOfAccount } from "#core/account/draft-account.ts";
import type { FoundReport } from "#core/account/found-report.ts";
import type { CallerIdentity, Profile } from "#core/account/identity.ts";
import { failure, type Failure } from "#core/result/failure.ts";
import { linkTo } from "#core/site24x7/link.ts";
import type { MspCustomer } from "#core/site24x7/answers/monitored-account.ts";
import type { FoundTable, FoundWorkgroup, Workgroup } from "#core/account/found-table.ts";
import { checksOf, CHECKED_AT } from "./account-cases.ts";
import type { FakeAccounts } from "./accounts.ts";
import { REPORTS } from "./reports.ts";
import { DATABASES, TABLES, WORKGROUPS, workgroupNamed } from "./found-tables.ts";
import { MONITORED } from "./site24x7.ts";

export const PROFILES: readonly Profile[] = [
  { name: "default", kind: "keys", region: "eu-west-1" },
  { name: "acme-admin", kind: "sso", region: "eu-west-1" },
  { name: "acme-billing", kind: "role", region: "us-east-1" },
  { name: "northwind-console", kind: "login", region: null },
  { name: "vault", kind: "process", region: "us-gov-west-1" },
];

type Keychain = { readonly keychain: "ok" | "locked" | "unavailable" | "denied"; readonly session: boolean };
type Known =
  | { readonly kind: "known"; readonly identity: CallerIdentity }
  | { readonly kind: "refused"; readonly failure: Failure };
type Connected = { readonly account: AccountView | null; readonly checks: readonly Check[] };

export type FakeDrafts = {
  readonly list: () => readonly AccountDraft[];
  readonly create: () => AccountDraft;
  readonly edit: (accountId: string) => AccountDraft;
  readonly change: (id: string, part: Partial<AccountDraft>) => AccountDraft;
  readonly discard: (id: string) => void;
  readonly renew: (id: string) => AccountDraft;
  readonly setKeys: (id: string, accessKeyId: string) => AccountDraft;
  readonly setKeysFromFile: (
    id: string,
    path: string,
    user: string | null,
  ) => { kind: "set"; draft: AccountDraft } | { kind: "choose"; users: readonly string[] };
  readonly choose: (chosen: {
    readonly draftId: string;
    readonly monitorId: string;
    readonly loginId: string;
    readonly customer: MspCustomer | null;
  }) => AccountDraft;
  readonly identity: (id: string) => Known;
  readonly reports: () => readonly FoundReport[];
  readonly workgroups: () => readonly FoundWorkgroup[];
  readonly workgroup: (id: string) => Workgroup;
  readonly databases: () => readonly string[];
  readonly tables: () => readonly FoundTable[];
  readonly check: (id: string, signal: AbortSignal | undefined) => AsyncGenerator<CheckProgress, void>;
  readonly connect: (id: string, allowFailing: boolean) => Connected;
  readonly keychain: () => Keychain;
};

const STEP_MS = 120;
const EXTERNAL_IDS = [
  "2f6c41a8-6a51-4d0e-9a6c-0d8f1f4f7b11",
  "b1a9e3d4-5c77-4b36-8a0e-6c2d9f0e4a22",
  "7d3e5f60-1b2c-4d8e-9f01-a2b3c4d5e6f7",
];

/** Drafts of one scene: `draft` has one begun, the others start with none. */
export function createFakeDrafts(scene: string, accounts: FakeAccounts): FakeDrafts {
  let drafts: readonly AccountDraft[] = scene === "draft" || scene === "accounts" ? [BEGUN] : [];
  let made = 0;
  const put = (draft: AccountDraft): AccountDraft => {
    drafts = [draft, ...drafts.filter(({ id }) => id !== draft.id)];
    return draft;
  };
  const draftOf = (id: string): AccountDraft => drafts.find((draft) => draft.id === id) ?? BEGUN;
  const change = (id: string, part: Partial<AccountDraft>): AccountDraft => put({ ...draftOf(id), ...part });
  const begin = (editing: string | null, fields: DraftFields): AccountDraft => {
    made += 1;
    return put({
      id: `d-${made}`,
      editing,
      fields,
      externalId: EXTERNAL_IDS[made % EXTERNAL_IDS.length] ?? "",
      keys: null,
      link: null,
      updatedAt: CHECKED_AT,
    });
  };
  const setKeys = (id: string, accessKeyId: string): AccountDraft =>
    change(id, {
      keys: { accessKeyId, kept: scene === "no-keychain" || scene === "locked" ? "session" : "keychain" },
      fields: { ...draftOf(id).fields, base: "keys" },
    });
  return {
    list: () => drafts,
    create: () => begin(null, EMPTY_FIELDS),
    edit: (accountId) => {
      const begun = drafts.find(({ editing }) => editing === accountId);
      const view = accounts.list().find(({ account }) => account.id === accountId);
      return begun ?? begin(accountId, view === undefined ? EMPTY_FIELDS : fieldsOfAccount(view.account));
    },
    change,
    discard: (id) => {
      drafts = drafts.filter((draft) => draft.id !== id);
    },
    renew: (id) => {
      made += 1;
      return change(id, { externalId: EXTERNAL_IDS[made % EXTERNAL_IDS.length] ?? "" });
    },
    setKeys,
    setKeysFromFile: (id, path, user) =>
      path.includes("team") && user === null
        ? { kind: "choose", users: ["ana", "billing-reader"] }
        : { kind: "set", draft: setKeys(id, "AKIAIOSFODNN7EXAMPLE") },
    choose: ({ draftId, monitorId, loginId, customer }) => {
      const found = MONITORED.find((each) => each.monitorId === monitorId);
      if (found === undefined) return draftOf(draftId);
      const { access, displayName } = found;
      const fields = draftOf(draftId).fields;
      return change(draftId, {
        link: linkTo(found, { loginId, customer }),
        fields: {
          ...fields,
          displayName,
          accessType: access.kind === "key" ? "iam-user" : "iam-role",
          roleArn: access.kind === "role" ? access.roleArn : "",
        },
      });
    },
    identity: () => identityIn(scene),
    reports: () => (scene === "signed-out" ? [] : REPORTS),
    workgroups: () => WORKGROUPS,
    workgroup: (id) => workgroupNamed(draftOf(id).fields.workgroup),
    databases: () => DATABASES,
    tables: () => TABLES,
    async *check(id, signal) {
      for (const check of judged(draftOf(id), scene)) {
        if (signal?.aborted === true) return;
        yield { kind: "running", id: check.id };
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
        yield { kind: "done", check };
      }
    },
    connect: (id, allowFailing) => {
      const draft = draftOf(id);
      const checks = judged(draft, scene);
      const failed = firstFailed(checks);
      if (failed !== null && !allowFailing) return { account: null, checks };
      const account = accountOfDraft(draft, CHECKED_AT);
      const view: AccountView = {
        account,
        state: {
          accountId: failed === null ? "111122223333" : null,
          problem: failed?.failure ? { failure: failed.failure, since: CHECKED_AT } : null,
          checks,
          checkedAt: CHECKED_AT,
          lastSync: null,
          delivery: null,
        },
        status: failed === null ? "waiting" : "configuration-error",
        sync: null,
        notice: null,
      };
      accounts.put(view);
      drafts = drafts.filter((other) => other.id !== id);
      return { account: view, checks };
    },
    keychain: () => ({
      keychain: scene === "no-keychain" ? "unavailable" : scene === "locked" ? "locked" : "ok",
      session: scene === "no-keychain" || scene === "locked",
    }),
  };
}

const BEGUN: AccountDraft = {
  id: "d-0",
  editing: null,
  fields: {
    ...EMPTY_FIELDS,
    stage: 2,
    displayName: "Fabrikam",
    profile: "acme-admin",
    roleArn: "arn:aws:iam::222233334444:role/cloudspend-read",
  },
  externalId: "0d6f5c1e-7f5e-4f0e-9c39-0a2b7c1d9e55",
  keys: null,
  link: null,
  updatedAt: "2026-10-20T16:20:00Z",
};

function identityIn(scene: string): Known {
  if (scene === "signed-out")
    return {
      kind: "refused",
      failure: failure("aws.session_expired", {
        profile: "acme-admin",
        command: "aws sso login --profile acme-admin",
        origin: {
          service: "STS",
          operation: "GetCallerIdentity",
          awsCode: "ExpiredToken",
          requestId: "5c1f0c8e-7a0e-4b1d-9d0a-2f6f4d8a9b10",
        },
      }),
    };
  return {
    kind: "known",
    identity: { accountId: "444455556666", arn: "arn:aws:iam::444455556666:user/ana", partition: "aws" },
  };
}

function tableMissing(database: string, table: string): Failure {
  return failure("athena.table_missing", { database, table, known: TABLES.map(({ name }) => name) });
}

function judged({ fields }: AccountDraft, scene: string): readonly Check[] {
  const { roleArn } = fields;
  const origin = { service: "STS", operation: "AssumeRole", awsCode: "AccessDenied", requestId: "8f1e2c" };
  const caller = "arn:aws:iam::444455556666:user/ana";
  const known = identityIn(scene);
  if (known.kind === "refused") return checksOf({ id: "identity", failure: known.failure });
  if (scene === "refused")
    return checksOf({
      id: "role",
      failure: failure("aws.role_refused", { roleArn, caller, workedBefore: false, origin }),
    });
  const { place, database, table } = fields;
  if (place !== "local" && !TABLES.some(({ name }) => name === table))
    return checksOf({ id: "table", failure: tableMissing(database, table) }, place);
  if (place === "inPlace" || REPORTS.some(({ name }) => name === fields.reportName))
    return checksOf(null, place);
  return checksOf({
    id: "report",
    failure: failure("aws.report_missing", {
      reportName: fields.reportName,
      accountId: "111122223333",
      known: REPORTS.map(({ name }) => name),
    }),
  });
}
