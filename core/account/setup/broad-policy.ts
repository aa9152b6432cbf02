import { policy, type Policy } from "./policy.ts";

/** Actions by service, as CloudSpend's own guide asks for them. */
const ACTIONS: Readonly<Record<string, string>> = {
  cur: "DescribeReportDefinitions",
  iam: "GetUser GetUserPolicy",
  organizations: `DescribeAccount DescribeCreateAccountStatus DescribeHandshake DescribeOrganization
    DescribeOrganizationalUnit DescribePolicy ListAccounts ListAccountsForParent ListAWSServiceAccessForOrganization
    ListChildren ListCreateAccountStatus ListHandshakesForAccount ListHandshakesForOrganization
    ListOrganizationalUnitsForParent ListParents ListPolicies ListPoliciesForTarget ListRoots ListTargetsForPolicy`,
  s3: `GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAcl GetBucketCORS GetBucketLocation
    GetBucketLogging GetBucketNotification GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning
    GetBucketWebsite GetEncryptionConfiguration GetInventoryConfiguration GetLifecycleConfiguration
    GetMetricsConfiguration GetObject GetObjectAcl GetObjectTagging GetObjectTorrent GetObjectVersion
    GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTagging GetObjectVersionTorrent
    GetReplicationConfiguration HeadBucket ListAllMyBuckets ListBucket ListBucketByTags ListBucketMultipartUploads
    ListBucketVersions ListMultipartUploadParts`,
};

/** Names in the broad policy that IAM does not know; it takes them silently and they allow nothing. */
export const NO_ACTIONS: Readonly<Record<string, string>> = {
  "s3:HeadBucket": "an operation, not an action; s3:ListBucket allows it",
  "s3:ListBucketByTags": "never was an action of S3",
};

/** The policy of CloudSpend's own guide: every object of every bucket, and much of IAM and Organizations that nobody reads here. */
export function broadPolicy(): Policy {
  const actions = Object.entries(ACTIONS).flatMap(([service, names]) =>
    names.split(/\s+/).map((name) => `${service}:${name}`),
  );
  return policy({ Sid: "ReadEverything", Effect: "Allow", Action: actions, Resource: "*" });
}
