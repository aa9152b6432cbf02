import { readRoleArn } from "#core/account/aws-id.ts";
import {
  ATHENA_CHECKS,
  checkIdsOf,
  DELIVERED,
  FETCHING_CHECKS,
  type Check,
  type CheckId,
  type CheckProgress,
} from "#core/account/check.ts";
import type { CostAccount, ReportedDelivery } from "#core/account/cost-account.ts";
import { manifestKey, reportFolder } from "#core/cur/report-source/layout.ts";
import { FILE_WORDS, notesOn, type ReportSource } from "#core/cur/report-source/report-source.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { openBucket, type Bucket, type ListedObject } from "./bucket.ts";
import { checksInPlace, type InPlaceChecks } from "./check-in-place.ts";
import { findSource, settleKind } from "./find-source.ts";
import { surroundingsOf, type Surroundings } from "./identity/profiles.ts";
import {
  assumeRole,
  callerIdentity,
  openSession,
  type AwsSession,
  type KeySource,
} from "./identity/session.ts";
import { failed, type Judged, ok, skipped, warning } from "./judged.ts";
import { readManifestText } from "./manifest-text.ts";
import { periodFolders } from "./period-folders.ts";
import type { AwsSettings } from "./settings.ts";

export type CheckOptions = {
  readonly account: CostAccount;
  readonly keys: KeySource;
  readonly settings: AwsSettings;
  readonly workedBefore: boolean;
  /** What is wrong with the link to where the account was taken from; null where there is no link. */
  readonly checkLink: (() => Promise<Failure | null>) | null;
  /** Waits between tries of a role that was perhaps made seconds ago; none for a re-check. */
  readonly patience: readonly number[];
  readonly wait: (ms: number) => Promise<unknown>;
};

/** What the checks have found out beside their outcome. */
export type CheckedAccount = {
  readonly checks: readonly Check[];
  readonly accountId: string | null;
  readonly source: ReportSource | null;
  readonly delivery: ReportedDelivery | null;
  /** Nothing is wrong and nothing is there yet. */
  readonly isWaiting: boolean;
};

/** Makes the checks in order, each told as it begins and ends; what an earlier failure rules out is skipped. */
export async function* checkAccount(options: CheckOptions): AsyncGenerator<CheckProgress, CheckedAccount> {
  const checking = new Checking(options, await surroundingsOf(options.account));
  const checks: Check[] = [];
  let blockedBy: CheckId | null = null;
  for (const id of checkIdsOf(options.account.place.type)) {
    yield { kind: "running", id };
    // What is fetched and what is asked in AWS do not wait for each other.
    if (blockedBy !== null && ATHENA_CHECKS.includes(id) && FETCHING_CHECKS.includes(blockedBy)) {
      blockedBy = null;
      checking.isStuck = false;
    }
    const judged: Judged = blockedBy === null ? await checking.judge(id) : skipped(WAITS_FOR[blockedBy]);
    const check = { id, ...judged };
    checks.push(check);
    yield { kind: "done", check };
    if (check.outcome === "failed" && BLOCKING.has(id)) blockedBy ??= id;
    if (check.outcome === "skipped" && checking.isStuck) blockedBy ??= id;
  }
  return { checks, ...checking.found() };
}

const BLOCKING: ReadonlySet<CheckId> = new Set([
  "identity",
  "role",
  "account",
  "report",
  "bucket",
  "manifest",
  "workgroup",
  "table",
  "results",
]);
const WAITS_FOR: Readonly<Record<CheckId, string>> = {
  link: "Waits for Site24x7.",
  identity: "Waits for an identity that AWS accepts.",
  role: "Waits for the role.",
  externalId: "Waits for the external id.",
  account: "Waits for the right account.",
  report: "Waits for the report.",
  settings: "Waits for the report's settings.",
  bucket: "Waits for the bucket.",
  manifest: "Waits for the first manifest.",
  delivery: "Waits for the first delivery.",
  workgroup: "Waits for the workgroup.",
  table: "Waits for the table.",
  results: "Waits for a query that is answered.",
  periods: "Waits for the table's billing periods.",
  files: "Waits for the table's files.",
};

class Checking {
  readonly #options: CheckOptions;
  readonly #session: AwsSession;
  readonly #inPlace: InPlaceChecks | null;
  #accountId: string | null = null;
  #source: ReportSource | null = null;
  #bucket: Bucket | null = null;
  #isWaiting = false;
  /** The draft does not go far enough for the checks that follow. */
  isStuck = false;

  constructor(options: CheckOptions, surroundings: Surroundings) {
    const { account, keys, settings, workedBefore } = options;
    this.#options = options;
    this.#session = openSession({ access: account.access, keys, settings, workedBefore, surroundings });
    this.#inPlace =
      account.place.type === "local" ? null : checksInPlace(this.#session, account.place, options.wait);
  }

  found(): Omit<CheckedAccount, "checks"> {
    return {
      accountId: this.#accountId,
      source: this.#source,
      delivery: this.#source?.delivery ?? null,
      isWaiting: this.#isWaiting,
    };
  }

  async judge(id: CheckId): Promise<Judged> {
    try {
      return await this.#judge(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return failed(error.failure);
    }
  }

  #judge(id: CheckId): Promise<Judged> | Judged {
    switch (id) {
      case "link":
        return this.#link();
      case "identity":
        return this.#identity();
      case "role":
        return this.#role();
      case "externalId":
        return this.#externalId();
      case "account":
        return this.#account();
      case "report":
        return this.#report();
      case "settings":
        return this.#settings();
      case "bucket":
        return this.#reach();
      case "manifest":
        return this.#manifest();
      case "delivery":
        return this.#delivery();
      case "workgroup":
      case "table":
      case "results":
      case "periods":
      case "files":
        return this.#askInPlace(id);
    }
  }

  /** Without an answer from Site24x7 nothing is known, and AWS can be asked nevertheless. */
  async #link(): Promise<Judged> {
    const { checkLink } = this.#options;
    if (checkLink === null) return skipped("The account is not linked to Site24x7.");
    const reason = await checkLink();
    if (reason === null) return ok("Site24x7 has the account as it was taken from there.");
    return reason.retry === "auto" ? { ...failed(reason), outcome: "skipped" } : failed(reason);
  }

  async #identity(): Promise<Judged> {
    const { base } = this.#options.account.access;
    if (base.kind === "profile" && base.profile === "") return this.#stuck("Choose a profile.");
    const { arn } = await callerIdentity(this.#session, this.#session.base);
    return ok(`AWS knows this computer as ${arn}.`);
  }

  async #role(): Promise<Judged> {
    const { access } = this.#options.account;
    if (access.type === "iam-user") return skipped("An IAM user needs no role.");
    if (access.roleArn === "") return this.#stuck("Enter the role ARN.");
    for (const waitMs of [...this.#options.patience, null]) {
      try {
        await this.#session.credentials();
        return ok("The role can be assumed.");
      } catch (error) {
        const refusal = refusalIn(error);
        if (refusal === null) throw error;
        const isOfSite24x7 = this.#options.account.link !== null && !refusal.params.workedBefore;
        if (waitMs === null) throw isOfSite24x7 ? ofSite24x7(refusal) : error;
        await this.#options.wait(waitMs);
      }
    }
    throw new Error("the last try has thrown or returned");
  }

  /** A role that opens without its external id, or with any, could be reached through another customer of the same tool. */
  async #externalId(): Promise<Judged> {
    const { access } = this.#options.account;
    if (access.type === "iam-user") return skipped("An IAM user has no external id.");
    const { roleArn } = access;
    const opens = async (externalId: string | null): Promise<boolean> =>
      assumeRole(this.#session, { roleArn, externalId, workedBefore: false }).then(
        () => true,
        (error: unknown) => {
          if (refusalIn(error) !== null) return false;
          throw error;
        },
      );
    if ((await opens(null)) || (await opens(`not-${access.externalId ?? "the-id"}`)))
      return warning(failure("aws.role_open", { roleArn }));
    return ok("The role opens with its external id only.");
  }

  async #account(): Promise<Judged> {
    const { access } = this.#options.account;
    const { accountId } = await callerIdentity(this.#session, this.#session.credentials);
    this.#accountId = accountId;
    const role = access.type === "iam-role" ? readRoleArn(access.roleArn) : null;
    if (role?.kind === "role" && role.accountId !== accountId)
      return failed(failure("aws.account_differs", { expected: role.accountId, actual: accountId }));
    return ok(`The credentials lead to account ${accountId}.`);
  }

  async #report(): Promise<Judged> {
    const { account } = this.#options;
    if (account.reportName === "") return this.#stuck("Enter the name of the report, or pick one.");
    const { source, known } = await findSource(this.#session, account);
    const accountId = this.#accountId ?? "";
    if (source === null)
      return failed(failure("aws.report_missing", { reportName: account.reportName, accountId, known }));
    this.#source = source;
    if (source.trouble !== null)
      return failed(failure("aws.delivery_failing", { reportName: source.name, status: source.trouble }));
    return ok(`The report "${source.name}" is there.`);
  }

  #settings(): Judged {
    const source = this.#source;
    if (source === null || source.timeUnit === null)
      return skipped("The report's settings cannot be seen from this account.");
    const notes = notesOn(source);
    if (notes.length === 0) return ok(suitable(source));
    return {
      outcome: "warning",
      message: notes.join(" "),
      remedy: "Make an hourly report with resource ids, as CSV or Parquet, to see more.",
      failure: null,
    };
  }

  async #reach(): Promise<Judged> {
    const source = this.#source;
    if (source === null) return skipped("Waits for the report.");
    const { requesterPays, location } = this.#options.account;
    const guess = location?.region ?? null;
    const bucket = openBucket(this.#session, { ...source, guess, requesterPays });
    await bucket.list(reportFolder(source), { atMost: 1 });
    this.#bucket = bucket;
    const told = source.region ?? guess;
    const where = (await bucket.region()) ?? told;
    if (where === null) return ok(`The bucket ${source.bucket} can be read.`);
    const note = told === null || told === where ? "" : `, not in ${told} as it was given`;
    return ok(`The bucket ${source.bucket} can be read; it lies in ${where}${note}.`);
  }

  async #manifest(): Promise<Judged> {
    const bucket = this.#bucket;
    if (this.#source === null || bucket === null) return skipped("Waits for the bucket.");
    const source = await settleKind(bucket, this.#source);
    this.#source = source;
    const newest = await newestManifest(bucket, source);
    if (newest === null) {
      this.#isWaiting = true;
      return skipped("There is no manifest yet.");
    }
    const { key, period } = newest;
    const read = readManifestText((await bucket.text(key))?.text ?? "", `s3://${bucket.name}/${key}`);
    const count = read?.verbatim.length ?? 0;
    return ok(`The manifest of ${period} lists ${count === 1 ? "1 file" : `${count} files`}.`);
  }

  #delivery(): Judged {
    const source = this.#source;
    if (source === null) return skipped("Waits for the report.");
    if (!this.#isWaiting) return ok(deliveredAt(source));
    const { name: reportName, bucket, prefix } = source;
    return warning(failure("aws.nothing_delivered", { reportName, bucket, prefix }, "auto"));
  }

  #askInPlace(id: keyof InPlaceChecks): Promise<Judged> | Judged {
    const { place } = this.#options.account;
    if (place.type === "local" || this.#inPlace === null) return skipped("Nothing is asked in AWS.");
    if (place.table.region === "") return this.#stuck("Enter the region of the table.");
    if (place.table.workgroup === "") return this.#stuck("Choose a workgroup.");
    const lacksTable = place.table.database === "" || place.table.name === "";
    if (id !== "workgroup" && lacksTable) return this.#stuck("Choose the table of the report.");
    return this.#inPlace[id]();
  }

  #stuck(message: string): Judged {
    this.isStuck = true;
    return skipped(message);
  }
}

/** A manifest of the newest period there is; null when AWS has delivered nothing yet. */
async function newestManifest(
  bucket: Bucket,
  source: ReportSource,
): Promise<{ readonly key: string; readonly period: BillingPeriod } | null> {
  for (const { path, period } of await periodFolders(bucket, source)) {
    const isManifest = ({ key }: ListedObject): boolean => manifestKey(source, key) !== null;
    const top = (await bucket.list(path, { folders: true })).objects.find(isManifest);
    // Where none lies on top, those of the single versions do.
    const manifest = top ?? (await bucket.list(path)).objects.findLast(isManifest);
    if (manifest !== undefined) return { key: manifest.key, period };
  }
  return null;
}

function suitable({ files }: ReportSource): string {
  return files === null || files === "unknown"
    ? "The report is hourly and has resource ids."
    : `The report is hourly, has resource ids and comes as ${FILE_WORDS[files]}.`;
}

function deliveredAt({ delivery }: ReportSource): string {
  const [day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/.exec(delivery?.at ?? "")?.slice(1) ?? [];
  return day === undefined ? DELIVERED : `AWS has delivered this report, last on ${day} at ${time} UTC.`;
}

type Refusal = Extract<Failure, { code: "aws.role_refused" }>;

function refusalIn(error: unknown): Refusal | null {
  return error instanceof AppError && error.failure.code === "aws.role_refused" ? error.failure : null;
}

/** A role that was made for Site24x7 trusts Site24x7's AWS account, and in all likelihood no other. */
function ofSite24x7({ params: { roleArn, caller, origin } }: Refusal): AppError {
  return new AppError(failure("site24x7.role_refused", { roleArn, caller, origin }));
}
