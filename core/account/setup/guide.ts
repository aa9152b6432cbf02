import { consoleAddress, homeRegion } from "../partition.ts";

/** What a step asks to be copied into the console. */
export type GuideDocument =
  | "accountId"
  | "externalId"
  | "trustPolicy"
  | "readPolicy"
  | "bucketPolicy"
  | "exportQuery";

/** One step in the AWS console. `labels` are the console's own words, in the order they are met. */
export type GuideStep = {
  readonly text: string;
  readonly labels: readonly string[];
  readonly copy: readonly GuideDocument[];
};

export type GuideId = "role" | "user" | "bucket" | "legacy" | "cur2" | "focus" | "stack";

export type Guide = {
  readonly title: string;
  /** Where in the console it begins. */
  readonly url: string;
  readonly steps: readonly GuideStep[];
};

const PAYER =
  "Sign in to the management account of the organization, or to the account itself if it gets a bill of its own.";

/** Step by step through today's console of a partition. */
export function guide(id: GuideId, partition: string): Guide {
  const console = consoleAddress(partition);
  const region = homeRegion(partition);
  switch (id) {
    case "role":
      return {
        title: "Make a role for this computer",
        url: `${console}/iam/home#/roles/create`,
        steps: [
          step(PAYER, []),
          step("Open IAM and begin a new role for another account.", [
            "Roles",
            "Create role",
            "AWS account",
            "Another AWS account",
          ]),
          step("Enter the account that the role has to trust.", ["Account ID"], "accountId"),
          step(
            "Require the external id and leave multi-factor authentication off: the app signs in by itself.",
            ["Require external ID", "External ID", "Require MFA"],
            "externalId",
          ),
          step("Or write the trust yourself.", ["Custom trust policy"], "trustPolicy"),
          step(
            "Name the role and create it, then open it and add the read policy to it.",
            ["Role name", "Create role", "Add permissions", "Create inline policy", "JSON"],
            "readPolicy",
          ),
          step("Copy the role's ARN from its summary into the field below.", ["ARN"]),
        ],
      };
    case "user":
      return {
        title: "Make a user for this computer",
        url: `${console}/iam/home#/users/create`,
        steps: [
          step(PAYER, []),
          step("Open IAM and make a user without access to the console.", [
            "Users",
            "Create user",
            "User name",
          ]),
          step(
            "Open the user and add the read policy to it.",
            ["Permissions", "Add permissions", "Create inline policy", "JSON"],
            "readPolicy",
          ),
          step("Make an access key for use outside AWS.", [
            "Security credentials",
            "Create access key",
            "Application running outside AWS",
          ]),
          step("Download the file and drop it here: AWS shows the secret this one time only.", [
            "Download .csv file",
          ]),
        ],
      };
    case "bucket":
      return {
        title: "Make a bucket for the report",
        url: `${console}/s3/bucket/create?region=${region}`,
        steps: [
          step("Make a bucket that is closed to the public, in the account that owns the report.", [
            "Create bucket",
            "Bucket name",
            "Block all public access",
          ]),
          step("Open it and replace its policy.", ["Permissions", "Bucket policy", "Edit"], "bucketPolicy"),
        ],
      };
    case "legacy":
      return {
        title: "Make a Cost and Usage Report",
        url: `${console}/costmanagement/home#/bcm-data-exports`,
        steps: [
          step("Open Data Exports and begin a legacy export.", [
            "Create",
            "Legacy CUR export",
            "Export name",
          ]),
          step("Include the ids of resources; leave the refresh of closed months on.", [
            "Include resource IDs",
            "Refresh automatically",
          ]),
          step("Choose hours, and a new version for every delivery; leave the compression as it is.", [
            "Time granularity: Hourly",
            "Report versioning: Create new report version",
            "Compression type: GZIP",
          ]),
          step("Choose the bucket, confirm its policy and give a prefix.", [
            "Configure",
            "I have confirmed that this policy is correct",
            "S3 path prefix",
          ]),
          step("Create the report. The first delivery comes within 24 hours.", ["Create report"]),
        ],
      };
    case "cur2":
      return exportGuide("Make a CUR 2.0 export", console, "CUR 2.0");
    case "focus":
      return exportGuide("Make a FOCUS export", console, "FOCUS 1.0 with AWS columns");
    case "stack":
      return {
        title: "Make everything at once",
        url: `${console}/cloudformation/home?region=${region}#/stacks/create`,
        steps: [
          step("Save the template, and upload it to a new stack.", ["Upload a template file", "Choose file"]),
          step(`Create the stack in ${region}: reports are made there.`, [
            "Stack name",
            "I acknowledge that AWS CloudFormation might create IAM resources with custom names",
            "Submit",
          ]),
          step("Copy the role's ARN and the names from its outputs.", ["Outputs", "RoleArn"]),
        ],
      };
  }
}

function exportGuide(title: string, console: string, table: string): Guide {
  return {
    title,
    url: `${console}/costmanagement/home#/bcm-data-exports`,
    steps: [
      step("Open Data Exports and begin a standard export.", [
        "Create",
        "Standard data export",
        "Export name",
      ]),
      step("Choose the table with all of its columns, by the hour and with the ids of resources.", [
        table,
        "Include resource IDs",
        "Time granularity: Hourly",
      ]),
      step("Or give the query yourself, with the AWS CLI or an API.", ["QueryStatement"], "exportQuery"),
      step("Choose a new file for every delivery, as compressed CSV.", [
        "gzip - text/csv",
        "Create new data export file",
      ]),
      step("Choose the bucket, confirm its policy, give a prefix and create the export.", [
        "Configure",
        "S3 path prefix",
        "Create",
      ]),
    ],
  };
}

function step(text: string, labels: readonly string[], ...copy: readonly GuideDocument[]): GuideStep {
  return { text, labels, copy };
}
