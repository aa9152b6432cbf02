import { describe, expect, test } from "vitest";
import { accessKeyProblem, homeRegion, readRoleArn } from "./aws-id.ts";

describe("a role ARN", () => {
  test.each([
    ["arn:aws:iam::111122223333:role/costs", "aws", "/", "costs"],
    ["arn:aws-cn:iam::111122223333:role/costs", "aws-cn", "/", "costs"],
    ["arn:aws-us-gov:iam::111122223333:role/a/b/Costs_1", "aws-us-gov", "/a/b/", "Costs_1"],
    ["arn:aws-eusc:iam::012345678901:role/costs@x", "aws-eusc", "/", "costs@x"],
    ['  "arn:aws-iso-b:iam::111122223333:role/costs" ', "aws-iso-b", "/", "costs"],
  ])("is read in every partition: %s", (text, partition, path, name) => {
    expect(readRoleArn(text)).toMatchObject({ kind: "role", partition, path, name });
  });

  test.each([
    ["", /missing/],
    ["arn:aws:iam::111122223333:user/ana", /user/],
    ["arn:aws:iam::111122223333:instance-profile/web", /instance profile/],
    ["arn:aws:sts::111122223333:assumed-role/costs/ana", /session/],
    ["arn:aws:iam::11112222333:role/costs", /12 digits/],
    ["arn:aws:s3:::bills", /IAM role/],
    ["costs", /only a name/],
    ["costs role", /not a role ARN/],
  ])("says what something else is: %s", (text, problem) => {
    expect(readRoleArn(text)).toMatchObject({ kind: "problem", problem: expect.stringMatching(problem) });
  });
});

test("billing answers in one region of each partition", () => {
  expect(["aws", "aws-cn", "aws-us-gov", "aws-eusc"].map(homeRegion)).toEqual([
    "us-east-1",
    "cn-northwest-1",
    "us-gov-west-1",
    "eusc-de-east-1",
  ]);
});

test("an access key ID is told from the other ids of IAM", () => {
  expect(accessKeyProblem(" AKIAIOSFODNN7EXAMPLE ")).toBeNull();
  expect(accessKeyProblem("AIDAIOSFODNN7EXAMPLE")).toMatch(/user/);
  expect(accessKeyProblem("AKIA")).toMatch(/20 letters/);
});
