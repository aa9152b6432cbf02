import type { CostAccount } from "#core/account/cost-account.ts";
import type { Failure } from "#core/result/failure.ts";
import type { WizardField } from "./wizard/stage-of-field.ts";

/** The policies that can be written for an account. */
export type FixedPolicy = "read" | "bucket" | "athena";

/** The one thing to do about an account that does not work. */
export type Remedy =
  | { readonly kind: "edit"; readonly label: string; readonly field: WizardField }
  /** A command for a terminal, to be copied. */
  | { readonly kind: "command"; readonly label: string; readonly command: string }
  /** A policy as it should be, to be copied and put in place of the one in AWS. */
  | { readonly kind: "policy"; readonly label: string; readonly policy: FixedPolicy }
  /** Takes over what was changed where the account comes from. */
  | { readonly kind: "update"; readonly label: string }
  | { readonly kind: "check"; readonly label: string };

const CHECK: Remedy = { kind: "check", label: "Check again" };
const ATHENA_POLICY: Remedy = {
  kind: "policy",
  label: "Copy the policy for Athena",
  policy: "athena",
};
const READ_POLICY: Remedy = { kind: "policy", label: "Copy the fixed policy", policy: "read" };

/** What mends a failure of an account, as far as the app can help with it. */
export function remedyOf(failure: Failure, account: CostAccount): Remedy {
  switch (failure.code) {
    case "aws.role_refused":
    case "aws.request_invalid":
      return { kind: "edit", label: "Edit the role", field: "roleArn" };
    case "site24x7.role_refused":
      return { kind: "edit", label: "Show the statement to add", field: "roleArn" };
    case "aws.role_open":
      return { kind: "edit", label: "Show the trust policy", field: "roleArn" };
    case "aws.session_expired":
      return failure.params.command === null
        ? editIdentity(account)
        : { kind: "command", label: "Copy the command", command: failure.params.command };
    case "aws.unknown_key":
    case "aws.wrong_secret":
    case "aws.no_credentials":
    case "aws.profile_missing":
    case "secret.missing":
      return editIdentity(account);
    case "aws.account_differs":
      return account.access.type === "iam-role"
        ? { kind: "edit", label: "Edit the role", field: "roleArn" }
        : editIdentity(account);
    case "aws.access_denied":
      return isOfAthena(failure.params.action, account) ? ATHENA_POLICY : READ_POLICY;
    case "aws.key_denied":
      return account.place.type === "inPlace" ? ATHENA_POLICY : READ_POLICY;
    case "athena.workgroup_missing":
    case "athena.workgroup_disabled":
      return { kind: "edit", label: "Choose a workgroup", field: "workgroup" };
    case "athena.database_missing":
      return { kind: "edit", label: "Choose a database", field: "database" };
    case "athena.table_missing":
    case "athena.cannot_run":
      return { kind: "edit", label: "Choose a table", field: "table" };
    case "athena.no_result_place":
      return { kind: "edit", label: "Name a result location", field: "output" };
    case "aws.delivery_failing":
      return { kind: "policy", label: "Copy the bucket policy", policy: "bucket" };
    case "aws.bucket_missing":
      return account.location === null
        ? { kind: "edit", label: "Edit the report", field: "reportName" }
        : { kind: "edit", label: "Edit the bucket", field: "bucket" };
    case "aws.wrong_region":
    case "aws.region_disabled":
      return { kind: "edit", label: "Edit the region", field: "region" };
    case "aws.report_missing":
    case "aws.report_unsuitable":
      return { kind: "edit", label: "Edit the report name", field: "reportName" };
    case "site24x7.monitor_changed":
      return { kind: "update", label: "Update from Site24x7…" };
    case "site24x7.sign_in_expired":
    case "site24x7.sign_in_missing":
    case "site24x7.wrong_client":
    case "site24x7.not_allowed":
      return { kind: "edit", label: "Sign in again", field: "link" };
    case "site24x7.monitor_missing":
    case "site24x7.customer_missing":
      return { kind: "edit", label: "Choose another account", field: "link" };
    case "aws.archived":
      return { kind: "edit", label: "Edit the starting date", field: "startDate" };
    default:
      return CHECK;
  }
}

/** What is asked in AWS alone needs nothing else; of the others only what no download takes. */
function isOfAthena(action: string, { place }: CostAccount): boolean {
  return place.type === "inPlace" || (place.type === "both" && /^(athena|glue):|^s3:Put/.test(action));
}

/** Where the account's own identity is changed: its keys or its profile. */
function editIdentity({ access }: CostAccount): Remedy {
  return access.base.kind === "keys"
    ? { kind: "edit", label: "Enter new keys", field: "keys" }
    : { kind: "edit", label: "Edit the profile", field: "profile" };
}
