import { allow, AwsError, type FakeExport, type FakePrincipal, type FakeWorld } from "./world.fixture.ts";

type Input = Readonly<Record<string, string | undefined>>;
type Operation = (world: FakeWorld, input: Input, caller: FakePrincipal) => object;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeReportDefinitions(world, { NextToken }, caller) {
    allow(caller, "cur:DescribeReportDefinitions");
    return page("ReportDefinitions", world.reports, NextToken, 5);
  },
  ListExports(world, { NextToken }, caller) {
    allow(caller, "bcm-data-exports:ListExports");
    const references = world.exports.map(({ name, status = "HEALTHY" }) => ({
      ExportArn: exportArn(world, name),
      ExportName: name,
      ExportStatus: { StatusCode: status },
    }));
    return page("Exports", references, NextToken, 2);
  },
  GetExport(world, { ExportArn }) {
    const found = world.exports.find(({ name }) => ExportArn === exportArn(world, name));
    if (found === undefined) throw new AwsError("ResourceNotFoundException", 400);
    return described(found);
  },
  /** The first page is empty and yet has a next one, as AWS may do. */
  ListAccounts({ account, organization }, { NextToken }, caller) {
    allow(caller, "organizations:ListAccounts");
    if (NextToken === undefined) return { Accounts: [], NextToken: "1" };
    return {
      Accounts: organization.map(({ Id, Name, Path, State = "ACTIVE" }) => ({
        Id,
        Name,
        Arn: `arn:aws:organizations::${account}:account/o-1/${Id}`,
        Paths: [Path],
        State,
      })),
    };
  },
  ListRoots: () => ({ Roots: [{ Id: "r-1", Name: "Root" }] }),
  ListOrganizationalUnitsForParent: ({ units }, input) => ({
    OrganizationalUnits: units.filter(({ ParentId }) => ParentId === input["ParentId"]),
  }),
};

/** Report definitions, data exports and organizations, which speak JSON 1.1. */
export function answerBilling(
  world: FakeWorld,
  caller: FakePrincipal,
  operation: string,
  body: Buffer,
): object {
  const answer = OPERATIONS[operation];
  if (answer === undefined) throw new AwsError("UnknownOperationException", 400);
  return answer(world, JSON.parse(body.toString("utf8")), caller);
}

function exportArn({ account }: FakeWorld, name: string): string {
  return `arn:aws:bcm-data-exports:us-east-1:${account}:export/${name}`;
}

function described({ name, bucket, prefix, statement, status = "HEALTHY", reason }: FakeExport): object {
  return {
    Export: {
      Name: name,
      DataQuery: {
        QueryStatement: statement,
        TableConfigurations: {
          COST_AND_USAGE_REPORT: { TIME_GRANULARITY: "HOURLY", INCLUDE_RESOURCES: "TRUE" },
        },
      },
      DestinationConfigurations: {
        S3Destination: {
          S3Bucket: bucket,
          S3Prefix: prefix,
          S3Region: "us-east-1",
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
    ExportStatus: { StatusCode: status, ...(reason === undefined ? {} : { StatusReason: reason }) },
  };
}

function page(name: string, all: readonly unknown[], token: string | undefined, size: number): object {
  const start = Number(token ?? 0);
  const more = start + size < all.length ? { NextToken: String(start + size) } : {};
  return { [name]: all.slice(start, start + size), ...more };
}
