import { homeRegion } from "../partition.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { exportQuery } from "./export-query.ts";
import { readPolicy } from "./read-policy.ts";
import { trustPolicy, type Trust } from "./trust-policy.ts";

export type Stack = {
  readonly trust: Trust;
  /** The account that will own the stack. */
  readonly accountId: string;
  readonly roleName: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly reportName: string;
  readonly reportKind: "legacy" | "cur2" | "focus";
};

/** A CloudFormation resource of any type. */
export type Resource = {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly DeletionPolicy?: "Retain";
  readonly UpdateReplacePolicy?: "Retain";
  readonly Properties: Readonly<Record<string, unknown>>;
};

export type Template = {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
};

/** One CloudFormation stack with everything: role, bucket, bucket policy and report. Reports are made in the partition's billing region. */
export function stackTemplate(stack: Stack): Template {
  const { trust, accountId, roleName, bucket, prefix, reportName } = stack;
  const { partition } = trust;
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Lets CloudSpend Desktop read the report "${reportName}". Create it in ${homeRegion(partition)}.`,
    Resources: {
      ReportBucket: {
        Type: "AWS::S3::Bucket",
        // Bills outlive the stack.
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          BucketName: bucket,
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
            ],
          },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      },
      ReportBucketPolicy: {
        Type: "AWS::S3::BucketPolicy",
        Properties: {
          Bucket: { Ref: "ReportBucket" },
          PolicyDocument: bucketPolicy({ partition, accountId, bucket }),
        },
      },
      Report: { ...report(stack), DependsOn: "ReportBucketPolicy" },
      ReaderRole: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: roleName,
          AssumeRolePolicyDocument: trustPolicy(trust),
          Policies: [
            {
              PolicyName: "read-cost-and-usage-report",
              PolicyDocument: readPolicy({
                partition,
                accountId,
                bucket,
                prefix,
                accountType: "management",
                key: null,
              }),
            },
          ],
        },
      },
    },
    Outputs: {
      RoleArn: { Value: { "Fn::GetAtt": ["ReaderRole", "Arn"] } },
      Bucket: { Value: { Ref: "ReportBucket" } },
      Prefix: { Value: prefix },
      ReportName: { Value: reportName },
    },
  };
}

function report({ trust, bucket, prefix, reportName, reportKind }: Stack): Resource {
  const region = homeRegion(trust.partition);
  if (reportKind === "legacy")
    return {
      Type: "AWS::CUR::ReportDefinition",
      Properties: {
        ReportName: reportName,
        TimeUnit: "HOURLY",
        Format: "textORcsv",
        Compression: "GZIP",
        AdditionalSchemaElements: ["RESOURCES"],
        RefreshClosedReports: true,
        ReportVersioning: "CREATE_NEW_REPORT",
        S3Bucket: bucket,
        S3Prefix: prefix,
        S3Region: region,
      },
    };
  return {
    Type: "AWS::BCMDataExports::Export",
    Properties: {
      Export: {
        Name: reportName,
        DataQuery: exportQuery(reportKind),
        DestinationConfigurations: {
          S3Destination: {
            S3Bucket: bucket,
            S3Prefix: prefix,
            S3Region: region,
            S3OutputConfigurations: {
              OutputType: "CUSTOM",
              Format: "TEXT_OR_CSV",
              Compression: "GZIP",
              Overwrite: "CREATE_NEW_REPORT",
            },
          },
        },
        RefreshCadence: { Frequency: "SYNCHRONOUS" },
      },
    },
  };
}
