import type { Failure } from "../result/failure.ts";
import { sentence } from "../result/sentence.ts";
import type { ReportPlace } from "./report-place.ts";

/** The checks before an account is saved, in the order they are made. */
export const CHECK_IDS = [
  /** What the account was taken from is still there, and as it was. */
  "link",
  /** The base identity is accepted by AWS. */
  "identity",
  /** The role can be assumed. */
  "role",
  /** The role cannot be assumed without the external id or with a wrong one. */
  "externalId",
  /** The account behind the credentials is the one expected. */
  "account",
  "report",
  /** Hourly, with resource ids, in a readable format. */
  "settings",
  "bucket",
  "manifest",
  "delivery",
  /** The workgroup of Athena is there and takes queries. */
  "workgroup",
  /** The catalogue can be read, and the table is a report that is divided by billing period. */
  "table",
  /** A query runs, and its answer can be written and read. */
  "results",
  /** The billing periods that the table has. */
  "periods",
  /** The table's files may be listed and read. */
  "files",
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** Made only for a report that is fetched. */
export const FETCHING_CHECKS: readonly CheckId[] = ["report", "settings", "bucket", "manifest", "delivery"];
/** Made only for a table that is asked through Athena. */
export const ATHENA_CHECKS: readonly CheckId[] = ["workgroup", "table", "results", "periods", "files"];

/** The checks of an account that is read there. */
export function checkIdsOf(place: ReportPlace["type"]): readonly CheckId[] {
  const isLeft = (id: CheckId): boolean =>
    (place === "local" && ATHENA_CHECKS.includes(id)) ||
    (place === "inPlace" && FETCHING_CHECKS.includes(id));
  return CHECK_IDS.filter((id) => !isLeft(id));
}

/** `skipped`: could not be judged because an earlier check failed, or does not apply. */
export type CheckOutcome = "ok" | "warning" | "failed" | "skipped";

/** One line of the check list. `message` says what was found; `remedy` what to do, empty when all is well. */
export type Check = {
  readonly id: CheckId;
  readonly outcome: CheckOutcome;
  readonly message: string;
  readonly remedy: string;
  /** Set for warnings and failures that AWS or the rules gave a reason for. */
  readonly failure: Failure | null;
};

/** A line of the check list while it is being made: what is known so far. */
export type CheckProgress =
  | { readonly kind: "running"; readonly id: CheckId }
  | { readonly kind: "done"; readonly check: Check };

/** The list after a sync has seen whether anything was delivered. */
export function withDelivery(checks: readonly Check[], undelivered: Failure | null): readonly Check[] {
  const judged: Omit<Check, "id"> =
    undelivered === null
      ? { outcome: "ok", message: DELIVERED, remedy: "", failure: null }
      : {
          outcome: "warning",
          message: sentence(undelivered).title,
          remedy: sentence(undelivered).advice,
          failure: undelivered,
        };
  return checks.map((check) => (check.id === "delivery" ? { id: check.id, ...judged } : check));
}

/** What the last check says when all is well. */
export const DELIVERED = "AWS has delivered this report.";

/** The first failed check of those that the months on this computer depend on. */
export function keepsFromFetching(checks: readonly Check[]): Check | null {
  return firstFailed(checks.filter(({ id }) => !ATHENA_CHECKS.includes(id)));
}

/** The first failed check of those that only the table in AWS depends on. */
export function keepsFromAsking(checks: readonly Check[]): Check | null {
  return firstFailed(checks.filter(({ id }) => ATHENA_CHECKS.includes(id)));
}

/** The first check that failed; an account is saved without error only when there is none. */
export function firstFailed(checks: readonly Check[]): Check | null {
  return checks.find(({ outcome }) => outcome === "failed") ?? null;
}
