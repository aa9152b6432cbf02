import { readRoleArn } from "#core/account/aws-id.ts";
import type { CostAccount } from "#core/account/cost-account.ts";
import { homeRegion } from "#core/account/partition.ts";
import type { ReportTable } from "#core/account/report-place.ts";
import { type Asking, athenaPolicy } from "#core/account/setup/athena-policy.ts";
import { bucketPolicy } from "#core/account/setup/bucket-policy.ts";
import { toJson } from "#core/account/setup/policy.ts";
import { PLACEHOLDERS, readPolicy } from "#core/account/setup/read-policy.ts";
import type { Failure } from "#core/result/failure.ts";
import type { FixedPolicy } from "./remedy.ts";

/**
 * The policy that mends a failure of an account, filled in as far as it is known: from the account, else from what AWS
 * has refused.
 */
export function fixedPolicy(
  which: FixedPolicy,
  account: CostAccount,
  accountId: string | null,
  failure: Failure,
): string {
  const { access, location, accountType } = account;
  const role = access.type === "iam-role" ? readRoleArn(access.roleArn) : null;
  const partition = role?.kind === "role" ? role.partition : "aws";
  const bucket = location?.bucket ?? bucketIn(failure);
  if (which === "bucket")
    return toJson(
      bucketPolicy({
        partition,
        accountId: accountId ?? PLACEHOLDERS.accountId,
        bucket: bucket ?? PLACEHOLDERS.bucket,
      }),
    );
  if (which === "athena" && account.place.type !== "local")
    return toJson(athenaPolicy(askingOf(account.place.table, { partition, accountId, failure })));
  const keyArn = failure.code === "aws.key_denied" ? failure.params.keyArn : null;
  const region = location?.region ?? homeRegion(partition);
  return toJson(
    readPolicy({
      partition,
      accountId,
      bucket,
      prefix: location?.prefix ?? null,
      accountType,
      key: keyArn === null ? null : { arn: keyArn, region },
    }),
  );
}

/** Where the files lie is known from what was refused at best; the workgroup may say where answers go. */
function askingOf(
  table: ReportTable,
  { failure, ...known }: Pick<Asking, "partition" | "accountId"> & { readonly failure: Failure },
): Asking {
  return {
    ...known,
    table,
    files: null,
    results: { type: "folder", address: table.output },
    mayList: false,
    keyArn: failure.code === "aws.key_denied" ? failure.params.keyArn : null,
  };
}

/** The bucket a refused resource names: `arn:aws:s3:::bucket/key` or `s3://bucket/key`. */
function bucketIn({ params }: Failure): string | null {
  if (!("resource" in params)) return null;
  return /^(?:arn:[\w-]+:s3:::|s3:\/\/)([^/*]+)/.exec(params.resource)?.[1] ?? null;
}
