import { expect, test } from "vitest";
import { type ReportPlace, USUAL_LIMITS } from "#core/account/report-place.ts";
import { failure } from "#core/result/failure.ts";
import { accountCase } from "../../backend/fake/account-cases.ts";
import { fixedPolicy } from "./fixed-policy.ts";
import { remedyOf } from "./remedy.ts";

const role = accountCase(1, "Acme").account;
const user = accountCase(2, "Acme", { access: { type: "iam-user", base: { kind: "keys" } } }).account;
const origin = { service: "STS", operation: "AssumeRole", awsCode: "AccessDenied", requestId: null };

test("a sign-in that has run out is mended with its command, keys with new ones", () => {
  const command = "aws sso login --profile acme";
  expect(remedyOf(failure("aws.session_expired", { profile: "acme", command, origin }), role)).toMatchObject({
    kind: "command",
    command,
  });
  expect(
    remedyOf(failure("aws.session_expired", { profile: null, command: null, origin }), user),
  ).toMatchObject({ kind: "edit", field: "keys" });
});

test("a refused key leads to the keys, of a profile to the profile", () => {
  const refused = failure("aws.unknown_key", { origin });
  expect(remedyOf(refused, user)).toMatchObject({ field: "keys" });
  expect(remedyOf(refused, role)).toMatchObject({ field: "profile" });
});

test("what the policy forbids is mended by the policy", () => {
  const denied = failure("aws.access_denied", {
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/*",
    origin,
  });
  const failing = failure("aws.delivery_failing", { reportName: "r", status: "ERROR_PERMISSIONS" });
  expect(remedyOf(denied, role)).toMatchObject({ kind: "policy", policy: "read" });
  expect(remedyOf(failing, role)).toMatchObject({ kind: "policy", policy: "bucket" });
});

test("what the table in AWS lacks leads to its field, or to the policy for Athena", () => {
  const place: ReportPlace = {
    type: "inPlace",
    table: {
      region: "eu-west-1",
      workgroup: "billing",
      catalog: "AwsDataCatalog",
      database: "cur",
      name: "bills",
      output: null,
    },
    limits: USUAL_LIMITS,
  };
  const inPlace = { ...role, place };
  const both = { ...role, place: { ...place, type: "both", localMonths: 3 } as const };
  const denied = (action: string) => failure("aws.access_denied", { action, resource: "*", origin });
  expect(remedyOf(denied("s3:ListBucket"), inPlace)).toMatchObject({ policy: "athena" });
  expect(remedyOf(denied("s3:ListBucket"), both)).toMatchObject({ policy: "read" });
  expect(remedyOf(denied("glue:GetTable"), both)).toMatchObject({ policy: "athena" });
  expect(remedyOf(failure("athena.workgroup_disabled", { workgroup: "billing" }), both)).toMatchObject({
    field: "workgroup",
  });
  const missing = failure("athena.table_missing", { database: "cur", table: "bill", known: [] });
  expect(remedyOf(missing, inPlace)).toMatchObject({ kind: "edit", field: "table" });
  expect(remedyOf(failure("athena.no_result_place", { workgroup: "billing" }), inPlace)).toMatchObject({
    field: "output",
  });
  const text = fixedPolicy("athena", inPlace, "111122223333", denied("glue:GetTable"));
  expect(text).toContain("arn:aws:glue:eu-west-1:111122223333:table/cur/bills");
  expect(text).not.toContain("ListWorkGroups");
});

test("a bucket that was looked up is mended by the report's name", () => {
  const missing = failure("aws.bucket_missing", { bucket: "b", origin });
  const located = { ...role, location: { bucket: "b", prefix: "", region: null } };
  expect(remedyOf(missing, role)).toMatchObject({ field: "reportName" });
  expect(remedyOf(missing, located)).toMatchObject({ field: "bucket" });
});

test("what was changed in Site24x7 is taken over, what is gone is chosen anew", () => {
  const changed = failure("site24x7.monitor_changed", { displayName: "Payer", changes: ["its role"] });
  const gone = failure("site24x7.monitor_missing", { displayName: "Payer" });
  const expired = failure("site24x7.sign_in_expired", { login: "Acme" });
  expect(remedyOf(changed, role)).toMatchObject({ kind: "update" });
  expect(remedyOf(gone, role)).toMatchObject({ kind: "edit", field: "link" });
  expect(remedyOf(expired, role)).toMatchObject({ label: "Sign in again", field: "link" });
});

test("what nobody can mend here is checked again", () => {
  expect(remedyOf(failure("secret.locked", {}), user)).toMatchObject({ kind: "check" });
});
