import { fieldsOfPlace, placeOfFields, problemsOfPlace } from "./athena-fields.ts";
import { readRoleArn } from "./aws-id.ts";
import type { Access, BaseIdentity, CostAccount, ReportLocation } from "./cost-account.ts";
import type { AccountDraft, DraftFields, Stage } from "./draft.ts";

/** A field of the wizard that keeps the account from being saved, and where it stands. */
export type FieldProblem = {
  readonly field: keyof DraftFields | "keys" | "link";
  readonly stage: Stage;
  /** One sentence without its full stop. */
  readonly problem: string;
};

/**
 * The cost account a draft stands for as far as it has been filled in: what is missing stays empty text, so that it can
 * be checked while it is typed.
 */
export function accountOfDraft(draft: AccountDraft, createdAt: string): CostAccount {
  const { fields } = draft;
  return {
    id: draft.editing ?? draft.id,
    displayName: fields.displayName.trim(),
    access: accessOf(draft),
    accountType: fields.accountType,
    reportName: fields.place === "inPlace" ? "" : fields.reportName.trim(),
    location: locationOf(fields),
    requesterPays: fields.requesterPays,
    startDate: fields.place === "inPlace" ? null : fields.startDate,
    place: placeOfFields(fields),
    createdAt,
    link: fields.source === "site24x7" ? draft.link : null,
  };
}

/** The wizard's fields of an account that is to be edited. */
export function fieldsOfAccount(account: CostAccount): DraftFields {
  const { access, location } = account;
  return {
    stage: 1,
    displayName: account.displayName,
    source: account.link === null ? "aws" : "site24x7",
    accessType: access.type,
    base: access.base.kind,
    profile: access.base.kind === "profile" ? access.base.profile : "",
    roleArn: access.type === "iam-role" ? access.roleArn : "",
    policy: "least",
    reportKind: "legacy",
    accountType: account.accountType,
    reportName: account.reportName,
    knowsBucket: location !== null,
    bucket: location?.bucket ?? "",
    prefix: location?.prefix ?? "",
    region: location?.region ?? "",
    requesterPays: account.requesterPays,
    startDate: account.startDate,
    ...fieldsOfPlace(account.place),
  };
}

/** What is missing before the account can be saved; empty when nothing is. `today` is a UTC day. */
export function problemsOfDraft(draft: AccountDraft, today: string): readonly FieldProblem[] {
  const { fields } = draft;
  const problems: FieldProblem[] = [];
  const need = (isWrong: boolean, field: FieldProblem["field"], stage: Stage, problem: string): void => {
    if (isWrong) problems.push({ field, stage, problem });
  };
  need(isBlank(fields.displayName), "displayName", 1, "The account needs a display name");
  const isUnlinked = fields.source === "site24x7" && draft.link === null;
  need(isUnlinked, "link", 1, "Choose one of the accounts that Site24x7 monitors");
  const base = baseOf(fields);
  need(base.kind === "profile" && isBlank(base.profile), "profile", 1, "Choose a profile of the AWS CLI");
  need(base.kind === "keys" && draft.keys === null, "keys", 1, "Enter the access key ID and its secret");
  if (fields.accessType === "iam-role") {
    const role = readRoleArn(fields.roleArn);
    if (role.kind === "problem") need(true, "roleArn", 1, role.problem);
  }
  const isFetched = fields.place !== "inPlace";
  need(isFetched && isBlank(fields.reportName), "reportName", 3, "The report needs its name");
  const lacksBucket = needsLocation(fields) && isBlank(fields.bucket);
  need(isFetched && lacksBucket, "bucket", 3, "The report's bucket is missing");
  const isFuture = fields.startDate !== null && fields.startDate > today;
  need(isFetched && isFuture, "startDate", 3, "The bill processing starting date lies in the future");
  for (const { field, problem } of problemsOfPlace(fields)) need(true, field, 3, problem);
  return problems;
}

function accessOf({ fields, externalId }: AccountDraft): Access {
  const base = baseOf(fields);
  if (fields.accessType === "iam-user") return { type: "iam-user", base };
  return { type: "iam-role", base, roleArn: fields.roleArn.trim(), externalId };
}

/** An IAM user is entered by its own keys unless a profile holds them. */
function baseOf(fields: DraftFields): BaseIdentity {
  if (fields.base !== "profile") return { kind: fields.base };
  const profile = fields.profile.trim();
  return fields.accessType === "iam-user" && profile === "" ? { kind: "keys" } : { kind: "profile", profile };
}

/** The table stands for a report that is never fetched. */
function locationOf(fields: DraftFields): ReportLocation | null {
  if (!needsLocation(fields) || fields.place === "inPlace") return null;
  const region = fields.region.trim();
  return {
    bucket: fields.bucket.trim(),
    prefix: fields.prefix.trim(),
    region: region === "" ? null : region,
  };
}

function needsLocation({ accountType, knowsBucket }: DraftFields): boolean {
  return accountType === "linked" || knowsBucket;
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
