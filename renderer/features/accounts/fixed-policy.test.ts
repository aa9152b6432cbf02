import { expect, test } from "vitest";
import { failure } from "#core/result/failure.ts";
import { accountCase } from "../../backend/fake/account-cases.ts";
import { fixedPolicy } from "./fixed-policy.ts";

const { account } = accountCase(1, "Acme");
const located = { ...account, location: { bucket: "acme-billing", prefix: "cur", region: "eu-west-1" } };
const origin = { service: "S3", operation: "GetObject", awsCode: "AccessDenied", requestId: null };
const denied = failure("aws.access_denied", {
  action: "s3:ListBucket",
  resource: "arn:aws:s3:::ml-billing",
  origin,
});

test("the read policy names the account's own bucket and prefix", () => {
  const text = fixedPolicy("read", located, "111122223333", denied);
  expect(text).toContain("arn:aws:s3:::acme-billing/cur/*");
  expect(text).toContain("arn:aws:bcm-data-exports:us-east-1:111122223333:export/*");
});

test("a bucket that was looked up is taken from what AWS refused", () => {
  expect(fixedPolicy("read", account, null, denied)).toContain("arn:aws:s3:::ml-billing/<PREFIX>/*");
});

test("a key that was refused is allowed, through the bucket's region only", () => {
  const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234";
  const refused = failure("aws.key_denied", { keyArn, resource: "s3://acme-billing/cur/a.csv.gz", origin });
  const text = fixedPolicy("read", located, "111122223333", refused);
  expect(text).toContain(keyArn);
  expect(text).toContain("s3.eu-west-1.amazonaws.com");
});

test("the bucket policy is of the role's partition", () => {
  const china = {
    ...located,
    access: { ...account.access, roleArn: "arn:aws-cn:iam::111122223333:role/costs" },
  };
  const failing = failure("aws.delivery_failing", { reportName: "r", status: "ERROR_PERMISSIONS" });
  expect(fixedPolicy("bucket", china, "111122223333", failing)).toContain("arn:aws-cn:s3:::acme-billing/*");
});
