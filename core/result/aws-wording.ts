import type { AwsFailureParams } from "./aws-codes.ts";
import { clause, list, say, type Wording } from "./wording.ts";

const POLICY = "Open the account, copy the read policy again and put it in place of the one in AWS";

/** Words of every failure of AWS, the keychain and an account's configuration. */
export const AWS_WORDING: Wording<keyof AwsFailureParams> = {
  "aws.role_refused": (p) =>
    p.workedBefore
      ? say(
          `AWS no longer lets ${p.caller} assume the role ${p.roleArn}.`,
          "Check in this order: the role still exists under exactly this name, its trust policy still names this account and external id, no date condition in it has passed, and no service control policy forbids it.",
        )
      : say(
          `AWS does not let ${p.caller} assume the role ${p.roleArn}.`,
          "Check in this order: the external id in the role's trust policy, the account it trusts, the role's name letter by letter, that your own identity may call sts:AssumeRole, and that the role was not made only seconds ago.",
        ),
  "aws.role_open": (p) =>
    say(
      `The role ${p.roleArn} can be assumed without the right external id.`,
      "Add the condition sts:ExternalId to its trust policy, as in the policy shown in the first stage.",
    ),
  "aws.request_invalid": (p) =>
    say(
      `AWS did not accept the request (${clause(p.detail)}).`,
      "Correct the role ARN and the external id, and check again.",
    ),
  "aws.unknown_key": () =>
    say(
      "AWS does not know this access key: it was deleted, deactivated or mistyped.",
      "Make a new access key for the IAM user and enter it here.",
    ),
  "aws.wrong_secret": () =>
    say(
      "The secret access key does not belong to this access key ID.",
      "Paste both again without spaces around them, and check the clock of this computer.",
    ),
  "aws.session_expired": (p) =>
    say(
      "The sign-in to AWS has run out.",
      p.command === null
        ? "Sign in again or enter fresh credentials, and check again."
        : `Run "${p.command}" in a terminal, and check again.`,
    ),
  "aws.access_denied": (p) =>
    say(
      `AWS does not allow ${p.action} on ${p.resource}.`,
      /^(athena|glue):/.test(p.action)
        ? "Open the account, copy the policy for Athena from its third stage and add it to the role or user in AWS."
        : `${POLICY}, with the bucket and prefix exactly as in the report.`,
    ),
  "aws.key_denied": (p) =>
    say(
      `${p.resource} is encrypted with ${p.keyArn === null ? "a KMS key" : `the key ${p.keyArn}`} that may not be used.`,
      "Allow kms:Decrypt on that key in the read policy, and let the key's own policy name the role or user.",
    ),
  "aws.clock_skew": () =>
    say(
      "The clock of this computer is more than 15 minutes off.",
      "Set the clock, best by letting the system set it from the network.",
    ),
  "aws.bucket_missing": (p) =>
    say(
      `There is no bucket named ${p.bucket}.`,
      "Compare the name with the one in Billing and Cost Management, Data Exports.",
    ),
  "aws.object_missing": (p) =>
    say(
      `${p.key} is not in the bucket ${p.bucket}.`,
      "Wait for the next delivery, or check that no lifecycle rule of the bucket deletes reports.",
    ),
  "aws.wrong_region": (p) =>
    p.region === ""
      ? say(
          `The bucket ${p.bucket} is in another region.`,
          "Enter the region S3 shows for it, or leave the region empty.",
        )
      : say(
          `The bucket ${p.bucket} is in the region ${p.region}.`,
          "Enter that region, or leave the region empty.",
        ),
  "aws.region_disabled": (p) =>
    say(
      `The region ${p.region} is not switched on for this account.`,
      "Use another region, or switch it on under Account, AWS Regions.",
    ),
  "aws.account_blocked": () =>
    say("AWS has blocked this account or bucket.", "Ask AWS Support what is open on the account."),
  "aws.archived": (p) =>
    say(
      `${p.key} lies in cold storage.`,
      "Restore it in S3, or choose a later bill processing starting date.",
    ),
  "aws.throttled": () =>
    say("AWS asks for fewer requests.", "Wait a minute, as the next sync goes on where this one stopped."),
  "aws.offline": (p) =>
    say(
      `${p.host} cannot be reached (${clause(p.cause)}).`,
      "Go on working offline, or check the network and allow *.amazonaws.com and *.api.aws through the proxy and sync again.",
    ),
  "aws.certificate": (p) =>
    say(
      `The certificate of ${p.host} is not trusted (${clause(p.cause)}).`,
      "Your network inspects secure traffic: name its certificate authority in NODE_EXTRA_CA_CERTS and start the app again.",
    ),
  "aws.no_credentials": (p) =>
    say(
      `No AWS credentials were found on this computer (${clause(p.cause)}).`,
      "Choose a profile, sign in with the AWS CLI, or enter access keys.",
    ),
  "aws.profile_missing": (p) =>
    say(
      `There is no profile named "${p.profile}" on this computer.`,
      p.known.length === 0
        ? "Make one with `aws configure`, or enter access keys."
        : `Choose one of ${list(p.known, "")}.`,
    ),
  "aws.account_differs": (p) =>
    say(
      `The credentials lead to account ${p.actual}, not to ${p.expected}.`,
      "Choose the role or keys of the right account.",
    ),
  "aws.report_missing": (p) =>
    say(
      `Account ${p.accountId} has no report named "${p.reportName}".`,
      p.known.length === 0
        ? "Make the report as the second stage shows, or give bucket and prefix if another account owns it."
        : `Choose one of its reports: ${list(p.known, "")}.`,
    ),
  "aws.report_unsuitable": (p) =>
    say(
      `The report "${p.reportName}" cannot be used (${clause(p.problem)}).`,
      "Make another report with the settings shown in the second stage.",
    ),
  "aws.nothing_delivered": (p) =>
    say(
      `AWS has not delivered the report "${p.reportName}" to ${folder(p.bucket, p.prefix)} yet.`,
      "Wait: the first delivery comes within 24 hours, and the app looks again by itself.",
    ),
  "aws.delivery_failing": (p) =>
    say(
      `AWS cannot deliver the report "${p.reportName}" (${p.status}).`,
      "Put the bucket policy of the second stage in place, and check that the bucket still exists.",
    ),
  "aws.outside_report": (p) =>
    say(
      `The manifest ${p.manifest} names ${p.named}, which lies outside the configured report.`,
      "Check who writes to this bucket, as the file was not requested.",
    ),
  "aws.changed_underway": (p) =>
    say(`${p.key} was replaced while it was downloaded.`, "Sync again, as nothing was mixed."),
  "aws.incomplete": (p) =>
    say(
      `${p.key} arrived with ${p.actualBytes} of ${p.expectedBytes} bytes.`,
      "Sync again, as what has arrived is kept.",
    ),
  "aws.checksum": (p) =>
    say(`The checksum of ${p.key} is wrong after the download.`, "Sync again, as the file was thrown away."),
  "aws.unexpected": (p) =>
    say(
      `AWS answered ${p.origin.service} ${p.origin.operation} with ${p.origin.awsCode} (${clause(p.detail)}).`,
      "Try again, and give AWS Support the request id if it stays.",
    ),
  "secret.unavailable": (p) =>
    say(
      `This computer offers no keychain (${clause(p.cause)}).`,
      "Start a keychain service such as GNOME Keyring, or keep the keys for this session only.",
    ),
  "secret.locked": () => say("The keychain is locked.", "Unlock it and check again."),
  "secret.denied": () =>
    say(
      "The keychain did not let the app read its entry.",
      "Allow CloudSpend Desktop in the keychain's settings, and check again.",
    ),
  "secret.missing": (p) =>
    say(
      `The keychain holds no access keys for "${p.displayName}".`,
      "Edit the account and enter its access keys again.",
    ),
  "account.invalid": (p) => say(`${clause(p.problem)}.`, `Correct ${p.field} and try again.`),
  "account.unknown": (p) =>
    say(
      `There is no account named "${p.name}".`,
      p.known.length === 0 ? "Connect an account first." : `Use one of ${list(p.known, "")}.`,
    ),
  "account.name_taken": (p) =>
    say(`There is already an account named "${p.name}".`, "Choose another display name."),
  "account.busy": (p) =>
    say(`"${p.name}" is being synced.`, "Wait until the sync has ended, or cancel it first."),
  "account.file_invalid": (p, path) =>
    say(`${path(p.path)} cannot be used (${clause(p.problem)}).`, "Correct the file and try again."),
  "draft.unknown": () =>
    say("This account is no longer being set up.", "Start again with Integrate AWS Account."),
};

function folder(bucket: string, prefix: string): string {
  return `s3://${bucket}/${prefix}`;
}
