import { readRoleArn } from "#core/account/aws-id.ts";
import type { AccountDraft, DraftFields } from "#core/account/draft.ts";

/** Whatever decides who this computer is to AWS, as one text; null while that is not said yet. */
export function baseKeyOf({ fields, keys }: AccountDraft): string | null {
  if (fields.base === "environment") return "environment";
  // The region tells the partition the keys belong to.
  if (fields.base === "keys") return keys === null ? null : `keys ${keys.accessKeyId} ${regionOf(fields)}`;
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
    fields.place,
    fields.place !== "local" && tableKeyOf(fields),
  ]);
}

/** Whatever decides what lists of Athena say; null while there is nothing to ask. */
export function catalogueKeyOf(draft: AccountDraft, ...wanted: readonly CatalogueField[]): string | null {
  const access = accessKeyOf(draft);
  const { fields } = draft;
  const told = (["athenaRegion", ...wanted] as const).map((name) => fields[name].trim());
  return access === null || told.includes("") || !isRegion(fields.athenaRegion)
    ? null
    : JSON.stringify([access, ...told]);
}

type CatalogueField = "workgroup" | "catalog" | "database";

/** While a region is being typed there is nobody to ask. */
function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text.trim());
}

function tableKeyOf(fields: DraftFields): readonly string[] {
  const { athenaRegion, workgroup, catalog, database, table, output } = fields;
  return [athenaRegion, workgroup, catalog, database, table, output].map((text) => text.trim());
}

/** Of the report, else of the table. */
function regionOf({ region, place, athenaRegion }: DraftFields): string {
  const own = region.trim();
  return own !== "" || place === "local" ? own : athenaRegion.trim();
}
