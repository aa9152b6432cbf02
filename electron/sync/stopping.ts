import { AppError, type Failure } from "#core/result/failure.ts";

/** Failures that concern the account, its bucket or this computer: no other billing period would fare better. */
const STOPPING: ReadonlySet<Failure["code"]> = new Set<Failure["code"]>([
  "cancelled",
  "disk.full",
  "aws.offline",
  "aws.certificate",
  "aws.throttled",
  "aws.unknown_key",
  "aws.wrong_secret",
  "aws.session_expired",
  "aws.no_credentials",
  "aws.profile_missing",
  "aws.role_refused",
  "aws.clock_skew",
  "aws.region_disabled",
  "aws.account_blocked",
  "aws.bucket_missing",
  "aws.wrong_region",
  "secret.locked",
  "secret.unavailable",
  "secret.denied",
  "secret.missing",
]);

/** The failure of one billing period alone; whatever else it is, it is thrown again. */
export function ofOnePeriod(error: unknown): Failure {
  if (error instanceof AppError && !STOPPING.has(error.failure.code)) return error.failure;
  throw error;
}
