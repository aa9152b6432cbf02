export { commitmentName, planTypeName } from "#core/format/commitments.ts";
import type {
  Commitment,
  CommitmentAnswer,
  CommitmentKind,
  CommitmentLimit,
} from "#core/commitment/commitment.ts";
import type { ExpiryWindow } from "#core/commitment/expiry.ts";

const LIMITS: Readonly<Record<CommitmentLimit, string>> = {
  terms:
    "FOCUS has no columns for a commitment's term, payment option and end date, so nothing can be said about expiry.",
  units:
    "FOCUS does not tell reserved hours reliably, so utilisation of reservations is in money instead of hours.",
  netCosts:
    "FOCUS gives EffectiveCost after negotiated discounts and ListCost before them, so savings include what was negotiated.",
  dailyUsage:
    "Some of these files hold days instead of hours. A day's amount is spread evenly over its hours, which hides peaks within the day.",
};

const WINDOWS: Readonly<Record<ExpiryWindow, string>> = {
  30: "0–30 days",
  60: "31–60 days",
  90: "61–90 days",
  later: "Later",
  expired: "Ended",
};

/** What it holds: `17 × db.r6g.4xlarge · us-east-1`, `3yr · No Upfront`. */
export function commitmentFacts(commitment: Commitment): string {
  const { term, payment, instanceType, count, region, kind } = commitment;
  const instances =
    instanceType === null ? null : count === null ? instanceType : `${count} × ${instanceType}`;
  const parts = [
    kind === "reservation" ? instances : null,
    kind === "reservation" ? region : null,
    term,
    payment,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

const ARN_SERVICES: Readonly<Record<string, string>> = {
  ec2: "EC2",
  rds: "RDS",
  elasticache: "ElastiCache",
  redshift: "Redshift",
  es: "OpenSearch",
  memorydb: "MemoryDB",
  dynamodb: "DynamoDB",
};

const UUID = /^[0-9a-f]{8}(?=-[0-9a-f]{4}-)/;

/** What an ARN alone tells, in words: `Savings Plan 6abb3ab7…`, `RDS reservation orders-db`. */
export function commitmentOfArn(arn: string): string {
  const service = arn.split(":")[2] ?? "";
  const kind =
    service === "savingsplans" ? "Savings Plan" : `${ARN_SERVICES[service] ?? service} reservation`.trim();
  const id = commitmentId(arn);
  const [start] = UUID.exec(id) ?? [];
  return `${kind} ${start === undefined ? id : `${start}…`}`;
}

/** The last part of an ARN, which tells commitments apart. */
export function commitmentId(arn: string): string {
  return arn.split(/[/:]/).at(-1) ?? arn;
}

export function kindName(kind: CommitmentKind): string {
  return kind === "savingsPlan" ? "Savings Plans" : "Reservations";
}

export function expiryWindowName(window: ExpiryWindow): string {
  return WINDOWS[window];
}

/** What the bills do not tell, a sentence each. */
export function commitmentNotes(
  answer: Pick<CommitmentAnswer, "gaps" | "limits">,
  periodName: (period: string) => string,
): readonly string[] {
  const gaps = answer.gaps.map(
    ({ billingPeriod, kind, columns }) =>
      `${periodName(billingPeriod)}: figures of ${kindName(kind)} are not known, because ${columns.join(", ")} ${columns.length === 1 ? "is" : "are"} missing or blank.`,
  );
  return [...gaps, ...answer.limits.map((limit) => LIMITS[limit])];
}
