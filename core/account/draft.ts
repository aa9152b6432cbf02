import type { Site24x7Link } from "../site24x7/link.ts";
import type { UsageDate } from "../time/period.ts";
import { LOCAL_FIELDS, type PlaceFields } from "./athena-fields.ts";
import type { AccountType, BaseIdentity } from "./cost-account.ts";

export type Stage = 1 | 2 | 3;

/** What the user types in the wizard. Text stays as typed; it is judged only when it is used. */
export type DraftFields = Flat<AccountFields & PlaceFields>;

type Flat<T> = { readonly [Name in keyof T]: T[Name] };

type AccountFields = {
  readonly stage: Stage;
  readonly displayName: string;
  /** Entered by hand, or taken from the accounts a Site24x7 login monitors. */
  readonly source: "aws" | "site24x7";
  readonly accessType: "iam-role" | "iam-user";
  readonly base: BaseIdentity["kind"];
  readonly profile: string;
  readonly roleArn: string;
  readonly policy: "least" | "broad";
  /** The report the guide of the second stage makes. */
  readonly reportKind: "legacy" | "cur2" | "focus";
  readonly accountType: AccountType;
  readonly reportName: string;
  /** "I know the bucket": bucket and prefix are given instead of looked up. */
  readonly knowsBucket: boolean;
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string;
  readonly requesterPays: boolean;
  readonly startDate: UsageDate | null;
};

/** Access keys the keychain holds for a draft or account; the secret itself never leaves the main process. */
export type KeptKeys = {
  readonly accessKeyId: string;
  /** `session`: there is no keychain, so they are gone when the app quits. */
  readonly kept: "keychain" | "session";
};

/** A cost account being made or edited, saved from the first keystroke. */
export type AccountDraft = {
  readonly id: string;
  /** The cost account this draft changes; null for a new one. */
  readonly editing: string | null;
  readonly fields: DraftFields;
  /** Made once per draft, kept until the user asks for another. */
  readonly externalId: string;
  readonly keys: KeptKeys | null;
  /** The monitored account that was chosen; counts only while `source` is Site24x7. */
  readonly link: Site24x7Link | null;
  readonly updatedAt: string;
};

export const EMPTY_FIELDS: DraftFields = {
  stage: 1,
  displayName: "",
  source: "aws",
  accessType: "iam-role",
  base: "profile",
  profile: "",
  roleArn: "",
  policy: "least",
  reportKind: "legacy",
  accountType: "management",
  reportName: "",
  knowsBucket: false,
  bucket: "",
  prefix: "",
  region: "",
  requesterPays: false,
  startDate: null,
  ...LOCAL_FIELDS,
};
