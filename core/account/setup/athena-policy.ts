import { dnsSuffix, partitionOf } from "../partition.ts";
import type { ReportTable } from "../report-place.ts";
import { policy, type Policy, type Statement } from "./policy.ts";

/** What the policy opens. Placeholders stand where something is not known yet: null or empty. */
export type Asking = {
  /** Of the credentials; the region's, where it has one, counts. */
  readonly partition: string;
  readonly accountId: string | null;
  readonly table: ReportTable;
  /** `s3://` address of the table's files. */
  readonly files: string | null;
  readonly results: ResultPlace;
  /** Adds what the lists of the wizard need: the names of workgroups, databases and tables. */
  readonly mayList: boolean;
  /** The key of KMS that the files are encrypted with. */
  readonly keyArn: string | null;
};

/** Where answers lie: in a folder of S3 that is perhaps not known, or at Athena's own. */
export type ResultPlace =
  | { readonly type: "folder"; readonly address: string | null }
  | { readonly type: "managed" };

/** Exactly what asking one table through Athena takes: a query's own rights, the table's description, its files, its answers. */
export function athenaPolicy(asking: Asking): Policy {
  const { table, keyArn, mayList } = asking;
  const arnOf = arnsIn(asking);
  const athena = (resource: string): string => arnOf("athena", resource);
  const glue = (...resources: readonly string[]): readonly string[] =>
    ["catalog", ...resources].map((resource) => arnOf("glue", resource));
  const database = or(table.database, "<DATABASE>");
  const catalogue = athena(`datacatalog/${or(table.catalog, "<CATALOG>")}`);
  return policy(
    {
      Sid: "AskAthena",
      Effect: "Allow",
      Action: [
        "athena:GetWorkGroup",
        "athena:StartQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:StopQueryExecution",
      ],
      Resource: athena(`workgroup/${or(table.workgroup, "<WORKGROUP>")}`),
    },
    {
      Sid: "DescribeTable",
      Effect: "Allow",
      Action: ["athena:GetDataCatalog", "athena:GetTableMetadata"],
      Resource: catalogue,
    },
    {
      Sid: "ReadTableInCatalogue",
      Effect: "Allow",
      Action: [
        "glue:GetDatabase",
        "glue:GetTable",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:BatchGetPartition",
      ],
      Resource: glue(`database/${database}`, `table/${database}/${or(table.name, "<TABLE>")}`),
    },
    ...(mayList
      ? [
          { Sid: "ListWorkgroups", Effect: "Allow", Action: "athena:ListWorkGroups", Resource: "*" } as const,
          {
            Sid: "ListTables",
            Effect: "Allow",
            Action: ["athena:ListDatabases", "athena:ListTableMetadata"],
            Resource: catalogue,
          } as const,
          {
            Sid: "ListTablesInCatalogue",
            Effect: "Allow",
            Action: ["glue:GetDatabases", "glue:GetTables"],
            Resource: glue("database/*", "table/*/*"),
          } as const,
        ]
      : []),
    ...readFiles(asking),
    ...writeAnswers(asking),
    ...(keyArn === null ? [] : [decrypt(keyArn, asking)]),
  );
}

function readFiles(asking: Asking): readonly Statement[] {
  const { arn, folder } = placeOf(asking, asking.files, "TABLE");
  return [
    {
      Sid: "ListTableFiles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: arn,
      ...within(folder),
    },
    { Sid: "FindTableBucket", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: arn },
    { Sid: "ReadTableFiles", Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/${folder}*` },
  ];
}

function writeAnswers(asking: Asking): readonly Statement[] {
  const { results } = asking;
  if (results.type === "managed") return [];
  const { arn, folder } = placeOf(asking, results.address, "RESULT");
  return [
    { Sid: "FindAnswers", Effect: "Allow", Action: "s3:ListBucket", Resource: arn, ...within(folder) },
    { Sid: "FindAnswerBucket", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: arn },
    {
      Sid: "WriteAndReadAnswers",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      Resource: `${arn}/${folder}*`,
    },
  ];
}

function decrypt(keyArn: string, asking: Asking): Statement {
  const region = asking.table.region.trim();
  const via = `s3.${or(region, "<REGION>")}.${dnsSuffix(partitionIn(asking))}`;
  return {
    Sid: "DecryptTableFiles",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": via } },
  };
}

/** Narrows a list to a folder; the whole bucket where there is none. */
function within(folder: string): Pick<Statement, "Condition"> {
  return folder === "" ? {} : { Condition: { StringLike: { "s3:prefix": [folder, `${folder}*`] } } };
}

function placeOf(asking: Asking, address: string | null, name: string) {
  const [, bucket = `<${name}-BUCKET>`, path = address === null ? `<${name}-FOLDER>` : ""] =
    /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(address ?? "") ?? [];
  const folder = path === "" || path.endsWith("/") ? path : `${path}/`;
  return { arn: `arn:${partitionIn(asking)}:s3:::${bucket}`, folder };
}

function arnsIn(asking: Asking): (service: string, resource: string) => string {
  const region = or(asking.table.region, "<REGION>");
  const account = asking.accountId ?? "<ACCOUNT>";
  return (service, resource) => `arn:${partitionIn(asking)}:${service}:${region}:${account}:${resource}`;
}

/** Credentials of the usual partition may be those of a role that is not known yet. */
function partitionIn({ partition, table }: Asking): string {
  const own = partitionOf(table.region);
  return own === "aws" ? partition : own;
}

function or(text: string, placeholder: string): string {
  return text.trim() === "" ? placeholder : text.trim();
}
