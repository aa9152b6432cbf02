import type { Delivery, StoredColumn } from "../../delivery/delivery.ts";
import { normalizeName } from "../../cur/schema/normalize.ts";
import { openKeyOfColumn } from "../../cost/source/open-key.ts";
import type { PeriodSummary } from "../../ingest/import-report.ts";
import type { QualityReport } from "../../ingest/quality-report.ts";
import { type FormerDelivery, formerId } from "../../restatement/former-delivery.ts";
import { SUMS_COLUMNS } from "../../restatement/restatement-sql.ts";
import { storedName } from "../file/entry-name.ts";
import { type ColumnPolicy, columnPolicy } from "./column-policy.ts";
import { type Digest, hex } from "./pseudonym.ts";
import type { RedactedColumn } from "./redact-sql.ts";
import type { Redactor } from "./redactor.ts";

type Entry = {
  readonly delivery: Delivery;
  readonly quality: QualityReport;
  readonly summaries: readonly PeriodSummary[];
  readonly origin: { readonly contents: string; readonly siblings: readonly string[] };
};

/** Columns of a delivery as they are in the redacted copy, in the same order. */
export type RedactedColumns = {
  readonly columns: readonly (RedactedColumn & { readonly isMap: boolean })[];
  readonly stored: readonly StoredColumn[];
};

/** A column that is called by a tag's key gets another name where keys are hidden. */
export function redactColumns({ columns, format }: Delivery, redactor: Redactor): RedactedColumns {
  const taken = new Set(columns.map(({ id }) => id));
  const renamed = columns.map((column) => {
    const policy = columnPolicy(column, format);
    const { id, name } = redactName(column, redactor, taken);
    taken.add(id);
    return { policy, column, stored: { ...column, id, name } };
  });
  const kept = renamed.filter(({ policy }) => policy.kind !== "drop");
  return {
    columns: renamed.map(({ policy, column, stored }) => ({
      id: column.id,
      newId: stored.id,
      policy,
      isMap: column.type === "map",
    })),
    stored: kept.map(({ stored }) => stored),
  };
}

/** Columns of the sums that are kept of a former delivery. */
export const REDACTED_SUMS: RedactedColumns = {
  columns: SUMS_COLUMNS.map(({ id, type }) => ({
    id,
    newId: id,
    policy: policyOfSums(id, type),
    isMap: false,
  })),
  stored: SUMS_COLUMNS.flatMap(({ id, type }) => (type === "text" ? [{ id, name: id, type }] : [])),
};

function policyOfSums(id: string, type: (typeof SUMS_COLUMNS)[number]["type"]): ColumnPolicy {
  if (type !== "text") return { kind: "keep" };
  return /^(?:payer|linked)_account$/.test(id) ? { kind: "replace", as: "account" } : { kind: "scrub" };
}

/** A catalogue entry that tells of nothing that is hidden; whatever could hold free text goes. */
export function redactEntry(
  { delivery, quality, summaries, origin }: Entry,
  columns: RedactedColumns,
  redactor: Redactor,
  digest: Digest,
): Entry {
  const idOf = (id: string): string => deliveryId(digest, id);
  const redacted = redactDelivery(delivery, columns, redactor, digest);
  const { id, reportName, payerAccountId, version, files } = redacted;
  const textOf = (text: string): string =>
    redactor.scrub(text.replaceAll(delivery.reportName, reportName).replaceAll(delivery.id, id));
  const newIds = new Map(columns.columns.map((column) => [column.id, column.newId]));
  return {
    delivery: redacted,
    quality: {
      ...quality,
      deliveryId: id,
      reportName,
      files,
      columns: {
        ...quality.columns,
        unknown: quality.columns.unknown.map((name) => redactor.replace("text", name)),
      },
      repairs: quality.repairs.map((repair) => ({
        ...repair,
        column: newIds.get(repair.column) ?? redactor.replace("text", repair.column),
        example: null,
      })),
      identities: quality.identities.map((identity) => ({
        ...identity,
        subject: identity.subject === null ? null : subjectOf(identity, redactor),
        note: textOf(identity.note),
      })),
      warnings: quality.warnings.map((warning) => ({
        ...warning,
        message: textOf(warning.message),
        paths: [],
      })),
    },
    summaries: summaries.map((summary) => ({
      ...summary,
      deliveryId: id,
      reportName,
      payerAccountId,
      version,
      costAccountId: null,
    })),
    origin: {
      contents: redactFingerprint(digest, origin.contents),
      siblings: origin.siblings.map(idOf),
    },
  };
}

/** A delivery under another id, of a report and payer nobody knows. */
export function redactDelivery(
  delivery: Delivery,
  { stored }: RedactedColumns,
  redactor: Redactor,
  digest: Digest,
): Delivery {
  const id = deliveryId(digest, delivery.id);
  const { payerAccountId } = delivery;
  return {
    ...delivery,
    id,
    reportName: redactor.replace("report", delivery.reportName),
    payerAccountId: payerAccountId === null ? null : redactor.replace("account", payerAccountId),
    version: hex(digest(`version\n${delivery.version}`)).slice(0, 16),
    files: delivery.files.map((file, index) => ({
      ...file,
      source: `file ${index + 1}`,
      sha256: "",
      stored: storedName(id, index + 1),
    })),
    columns: stored,
    costAccountId: null,
  };
}

/** A delivery that was replaced, under the id it and the one in its place have in the copy. */
export function redactFormer(
  former: FormerDelivery,
  columns: RedactedColumns,
  redactor: Redactor,
  digest: Digest,
): FormerDelivery {
  const delivery = redactDelivery(former.delivery, columns, redactor, digest);
  const replacedBy = deliveryId(digest, former.replacedBy);
  return {
    ...former,
    id: formerId(delivery, { ...delivery, id: replacedBy }),
    delivery,
    replacedBy,
    fingerprint: redactFingerprint(digest, former.fingerprint),
  };
}

/** Equal contents stay equal. */
function redactFingerprint(digest: Digest, fingerprint: string): string {
  return hex(digest(`contents\n${fingerprint}`));
}

/** The id of a delivery in the copy; the month stays in front. */
export function deliveryId(digest: Digest, id: string): string {
  return `${id.slice(0, 7)}-${hex(digest(`delivery\n${id}`)).slice(0, 12)}`;
}

/** Identities are of Savings Plans, reservations and commitments by their ids, of invoices, or of sums by their names. */
function subjectOf({ id, subject }: QualityReport["identities"][number], redactor: Redactor): string | null {
  if (subject === null || id === "rollup" || id === "rows") return subject;
  if (subject.startsWith("arn:")) return redactor.replace("resource", subject);
  return redactor.hidden.has("invoices") || redactor.hidden.has("resources")
    ? redactor.replace("invoice", redactor.scrub(subject))
    : redactor.scrub(subject);
}

function redactName(
  column: StoredColumn,
  redactor: Redactor,
  taken: ReadonlySet<string>,
): Pick<StoredColumn, "id" | "name"> {
  const open = openKeyOfColumn(column);
  if (open === null || open.kind === "product") return column;
  const at = column.name.startsWith("resource_tags_") || column.name.startsWith("cost_category_");
  const prefix = at ? (/^(?:resource_tags|cost_category)_/.exec(column.name)?.[0] ?? "") : "";
  const name = at
    ? `${prefix}${redactor.tagKey(column.name.slice(prefix.length))}`
    : redactor.tagKey(column.name);
  if (name === column.name) return column;
  const wanted = normalizeName(name);
  for (let copy = 1; ; copy += 1) {
    const id = copy === 1 ? wanted : `${wanted}__${copy}`;
    if (!taken.has(id)) return { id, name };
  }
}
