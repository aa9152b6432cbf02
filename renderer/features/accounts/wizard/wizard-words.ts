import type { CheckId } from "#core/account/check.ts";
import type { DraftFields, Stage } from "#core/account/draft.ts";
import type { Profile } from "#core/account/identity.ts";

export const STAGES: readonly { readonly stage: Stage; readonly title: string; readonly text: string }[] = [
  { stage: 1, title: "Access", text: "Role or user" },
  { stage: 2, title: "Billing report", text: "Have or make one" },
  { stage: 3, title: "Connect", text: "Check and save" },
];

export const CHECK_NAMES: Readonly<Record<CheckId, string>> = {
  link: "Site24x7",
  identity: "Identity",
  role: "Role can be assumed",
  externalId: "External ID is required",
  account: "Account",
  report: "Report",
  settings: "Report settings",
  bucket: "Bucket",
  manifest: "First manifest",
  delivery: "Deliveries",
  workgroup: "Athena workgroup",
  table: "Table",
  results: "Query results",
  periods: "Billing periods in AWS",
  files: "The table's files",
};

export const PROFILE_KINDS: Readonly<Record<Profile["kind"], string>> = {
  keys: "Access keys",
  role: "Assumes a role",
  sso: "IAM Identity Center",
  login: "Console login",
  process: "External program",
  other: "Other",
};

type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly text: string;
  readonly badge?: string;
};

export type WayIn = DraftFields["accessType"] | "site24x7";

/** How an account can be entered; another way is one more entry here and one more form. */
export const WAYS_IN: readonly Choice<WayIn>[] = [
  {
    value: "iam-role",
    label: "IAM role",
    badge: "Recommended",
    text: "Credentials that expire by themselves. Nothing secret of that account is kept here.",
  },
  {
    value: "iam-user",
    label: "IAM user",
    text: "Access keys of a user made for this purpose, kept in the keychain of this computer.",
  },
  {
    value: "site24x7",
    label: "Site24x7 account",
    text: "One of the AWS accounts that a Site24x7 or MSP login monitors already.",
  },
];

export const ROLE_BASES: readonly Choice<DraftFields["base"]>[] = [
  { value: "profile", label: "AWS CLI profile", text: "Keys, SSO, console login or a program" },
  { value: "environment", label: "Environment", text: "Whatever the AWS CLI would use by itself" },
  { value: "keys", label: "Access keys", text: "Entered here, kept in the keychain" },
];

export const USER_BASES: readonly Choice<DraftFields["base"]>[] = [
  { value: "keys", label: "Enter here", text: "Typed, pasted or dropped; kept in the keychain" },
  { value: "profile", label: "AWS CLI profile", text: "Already on this computer" },
  { value: "environment", label: "Environment", text: "Whatever the AWS CLI would use by itself" },
];

export const POLICIES: readonly Choice<DraftFields["policy"]>[] = [
  {
    value: "least",
    label: "Least privilege",
    badge: "Recommended",
    text: "The report's definition and its folder, account names, nothing else.",
  },
  {
    value: "broad",
    label: "Broad",
    text: "The policy of the CloudSpend guide: 55 actions on everything.",
  },
];

export const ACCOUNT_TYPES: readonly Choice<DraftFields["accountType"]>[] = [
  {
    value: "management",
    label: "Management or standalone account",
    text: "It owns the report; the bucket is looked up by the report's name.",
  },
  {
    value: "linked",
    label: "Linked Account",
    text: "A member of an organization; bucket and prefix of the report are given here.",
  },
];

/** Where line items are read, and when which is right. */
export const PLACES: readonly Choice<DraftFields["place"]>[] = [
  {
    value: "local",
    label: "On this computer",
    badge: "Usual",
    text: "Every billing period is downloaded: all screens work, offline too, and questions cost nothing. Right up to some ten million line items a month.",
  },
  {
    value: "inPlace",
    label: "In AWS, through Athena",
    text: "Nothing is downloaded; AWS charges for what each question reads. Right where a month does not fit this computer or may not leave AWS.",
  },
  {
    value: "both",
    label: "Both",
    text: "The last months here, all before in AWS. Right where daily work is about recent months and the history is long.",
  },
];

export const REPORT_KINDS: readonly Choice<DraftFields["reportKind"]>[] = [
  { value: "legacy", label: "Legacy CUR", text: "Cost and Usage Report" },
  { value: "cur2", label: "CUR 2.0", text: "Data Export, with account names" },
  { value: "focus", label: "FOCUS", text: "The same columns for every cloud" },
];
