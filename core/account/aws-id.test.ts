import { describe, expect, test } from "vitest";
import { accessKeyProblem, otherKindOfId, readRoleArn } from "./aws-id.ts";

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

test("an access key ID is told from the other ids of IAM", () => {
  expect(accessKeyProblem(" AKIAIOSFODNN7EXAMPLE ")).toBeNull();
  expect(accessKeyProblem("ASIAIOSFODNN7EXAMPLE")).toBeNull();
  expect(accessKeyProblem("AKIA")).toMatch(/20 letters/);
});

test.each([
  ["AIDAIOSFODNN7EXAMPLE", /unique id of a user/],
  ["aroaiosfodnn7example", /unique id of a role/],
  ["AGPAIOSFODNN7EXAMPLE", /group/],
  ["AIPAIOSFODNN7EXAMPLE", /instance profile/],
  ["ANPAIOSFODNN7EXAMPLE", /policy/],
  ["APKAIOSFODNN7EXAMPLE", /public key/],
  ["ASCAIOSFODNN7EXAMPLE", /certificate/],
  ["ABIAIOSFODNN7EXAMPLE", /bearer token/],
  ["ACCAIOSFODNN7EXAMPLE", /one AWS service/],
  ["arn:aws:iam::111122223333:user/ana", /an ARN/],
  ["1111-2222-3333", /number of an AWS account/],
])("%s is told for what it is", (id, words) => {
  expect(otherKindOfId(id)).toMatch(words);
  expect(accessKeyProblem(id)).toMatch(words);
});

test("what may be an access key ID is not told to be something else", () => {
  expect(["AKIAIOSFODNN7EXAMPLE", "akia", "AIDA", "SOMETHINGNEW12345678", ""].map(otherKindOfId)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
