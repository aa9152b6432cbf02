import type { Site24x7Link } from "../site24x7/link.ts";
import type { Failure } from "../result/failure.ts";
import type { UsageDate } from "../time/period.ts";
import type { Check } from "./check.ts";
import type { ReportPlace } from "./report-place.ts";

/** Who this computer is to AWS before any role: a profile of the AWS CLI's files, what the CLI would use by default, or access keys in the keychain. */
export type BaseIdentity =
  | { readonly kind: "profile"; readonly profile: string }
  | { readonly kind: "environment" }
  | { readonly kind: "keys" };

/** How the account is entered. An IAM user is its own base identity; a role is assumed by one. */
export type Access =
  | {
      readonly type: "iam-role";
      readonly base: BaseIdentity;
      readonly roleArn: string;
      readonly externalId: string | null;
    }
  | { readonly type: "iam-user"; readonly base: BaseIdentity };

/** Where AWS puts the report. `prefix` may be empty; `region` is found out when null. */
export type ReportLocation = {
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string | null;
};

/** `management`: the payer or a standalone account; `linked`: a member whose report is found by bucket and prefix. */
export type AccountType = "management" | "linked";

/** An account configured in this app: a source of billing periods. Holds no secret. */
export type CostAccount = {
  readonly id: string;
  readonly displayName: string;
  readonly access: Access;
  readonly accountType: AccountType;
  readonly reportName: string;
  /** Null when the report's own definition tells it. */
  readonly location: ReportLocation | null;
  /** The reader pays for requests and transfer, where the bucket asks for it. */
  readonly requesterPays: boolean;
  /** Line items of earlier UTC days are left out; null keeps everything. */
  readonly startDate: UsageDate | null;
  /** Where its line items are read. */
  readonly place: ReportPlace;
  readonly createdAt: string;
  /** Where the account was taken from; null when it was entered by hand. */
  readonly link: Site24x7Link | null;
};

/** What does not work, or is not there yet, since when. */
export type AccountProblem = {
  readonly failure: Failure;
  readonly since: string;
};

/** What AWS says about its last delivery. */
export type ReportedDelivery = { readonly at: string; readonly status: string };

/** What is known about a cost account from its last check and sync. */
export type AccountState = {
  /** 12 digits; null until AWS has answered once. */
  readonly accountId: string | null;
  readonly problem: AccountProblem | null;
  readonly checks: readonly Check[];
  readonly checkedAt: string | null;
  /** When everything AWS had delivered was last known to be here. */
  readonly lastSync: string | null;
  readonly delivery: ReportedDelivery | null;
};

export type AccountStatus = "ok" | "configuration-error" | "syncing" | "waiting";

export type SyncPhase = "queued" | "checking" | "listing" | "downloading" | "importing" | "paused";

/** Where a sync is. Bytes are of files to download; `remainingMs` is an estimate. */
export type SyncProgress = {
  readonly phase: SyncPhase;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number | null;
  readonly remainingMs: number | null;
  /** The billing period or file being worked on. */
  readonly subject: string | null;
};

/**
 * A cost account as it is shown. `notice`: why nothing could be read at the last attempt though nothing is wrong with the
 * account, e.g. no network, or nothing delivered yet.
 */
export type AccountView = {
  readonly account: CostAccount;
  readonly state: AccountState;
  readonly status: AccountStatus;
  readonly sync: SyncProgress | null;
  readonly notice: AccountProblem | null;
};

/** True when the last attempt found no network. */
export function isOffline({ notice }: Pick<AccountView, "notice">): boolean {
  return notice?.failure.code === "aws.offline";
}

/** The state of an account nothing is known about yet. */
export const NEW_ACCOUNT_STATE: AccountState = {
  accountId: null,
  problem: null,
  checks: [],
  checkedAt: null,
  lastSync: null,
  delivery: null,
};
