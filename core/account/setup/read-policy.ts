import { dnsSuffix, homeRegion } from "../partition.ts";
import type { AccountType } from "../cost-account.ts";
import { policy, type Policy } from "./policy.ts";

export type Reading = {
  readonly partition: string;
  /** Placeholders stand where these are not known yet. */
  readonly accountId: string | null;
  readonly bucket: string | null;
  readonly prefix: string | null;
  readonly accountType: AccountType;
  /** The key of KMS the bucket is encrypted with, and its region. */
  readonly key: { readonly arn: string; readonly region: string } | null;
};

/** What a placeholder looks like: to be replaced before the policy is used. */
export const PLACEHOLDERS = { accountId: "<ACCOUNT>", bucket: "<BUCKET>", prefix: "<PREFIX>" } as const;

/** Exactly what the app reads: the report's definition, its files, and the names of accounts. */
export function readPolicy({ partition, accountId, bucket, prefix, accountType, key }: Reading): Policy {
  const account = accountId ?? PLACEHOLDERS.accountId;
  const arn = `arn:${partition}:s3:::${bucket ?? PLACEHOLDERS.bucket}`;
  const folder = prefix ?? PLACEHOLDERS.prefix;
  const exports = `arn:${partition}:bcm-data-exports:${homeRegion(partition)}:${account}:export/*`;
  return policy(
    {
      Sid: "FindReports",
      Effect: "Allow",
      Action: ["cur:DescribeReportDefinitions", "bcm-data-exports:ListExports"],
      Resource: "*",
    },
    { Sid: "ReadExportSetup", Effect: "Allow", Action: "bcm-data-exports:GetExport", Resource: exports },
    {
      Sid: "ListReportFolder",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: arn,
      // Without a prefix the report's folder begins the key, or a slash does: nothing to narrow it by.
      ...(folder === "" ? {} : { Condition: { StringLike: { "s3:prefix": [folder, `${folder}/*`] } } }),
    },
    {
      Sid: "ReadReportFiles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: folder === "" ? `${arn}/*` : `${arn}/${folder}/*`,
    },
    ...(accountType === "linked" ? [] : [ACCOUNT_NAMES]),
    ...(key === null
      ? []
      : [
          {
            Sid: "DecryptReportFiles",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: key.arn,
            Condition: { StringEquals: { "kms:ViaService": `s3.${key.region}.${dnsSuffix(partition)}` } },
          } as const,
        ]),
  );
}

/** Only the management account may ask for these. */
const ACCOUNT_NAMES = {
  Sid: "AccountNames",
  Effect: "Allow",
  Action: [
    "organizations:ListAccounts",
    "organizations:ListRoots",
    "organizations:ListOrganizationalUnitsForParent",
  ],
  Resource: "*",
} as const;
