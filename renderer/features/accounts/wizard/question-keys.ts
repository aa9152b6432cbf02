import { readRoleArn } from "#core/account/aws-id.ts";
import type { AccountDraft } from "#core/account/draft.ts";

/** Whatever decides who this computer is to AWS, as one text; null while that is not said yet. */
export function baseKeyOf({ fields, keys }: AccountDraft): string | null {
  if (fields.base === "environment") return "environment";
  // The region tells the partition the keys belong to.
  if (fields.base === "keys")
    return keys === null ? null : `keys ${keys.accessKeyId} ${fields.region.trim()}`;
  return fields.profile.trim() === "" ? null : `profile ${fields.profile.trim()}`;
}

/** Whatever decides what can be read with the draft's credentials; null while they are incomplete. */
export function accessKeyOf(draft: AccountDraft): string | null {
  const base = baseKeyOf(draft);
  const { fields, externalId } = draft;
  if (base === null || fields.accessType === "iam-user") return base;
  if (readRoleArn(fields.roleArn).kind === "problem") return null;
  return `${base} ${fields.roleArn.trim()} ${externalId}`;
}

/** Whatever a result of the check list depends on; null while there is nothing to check. */
export function checkKeyOf(draft: AccountDraft): string | null {
  const base = baseKeyOf(draft);
  if (base === null) return null;
  const { fields, externalId } = draft;
  return JSON.stringify([
    base,
    fields.accessType,
    fields.accessType === "iam-role" && [fields.roleArn.trim(), externalId],
    fields.accountType,
    fields.reportName.trim(),
    (fields.knowsBucket || fields.accountType === "linked") && [fields.bucket, fields.prefix, fields.region],
    fields.requesterPays,
  ]);
}
