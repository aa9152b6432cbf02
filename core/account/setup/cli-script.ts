import { homeRegion } from "../partition.ts";
import { toJson } from "./policy.ts";
import { stackTemplate, type Stack } from "./stack-template.ts";

/** The same as the stack, as a script for the AWS CLI: it deploys the template, and may be run again. */
export function cliScript(stack: Stack): string {
  const region = homeRegion(stack.trust.partition);
  return [
    "#!/usr/bin/env bash",
    "# Makes the role, the bucket, its policy and the report that CloudSpend Desktop reads.",
    "set -euo pipefail",
    "",
    "template=$(mktemp)",
    "trap 'rm -f \"$template\"' EXIT",
    `printf '%s\\n' ${quoted(toJson(stackTemplate(stack)))} > "$template"`,
    "",
    "aws cloudformation deploy \\",
    `  --region ${quoted(region)} \\`,
    `  --stack-name ${quoted(stackName(stack.reportName))} \\`,
    '  --template-file "$template" \\',
    "  --capabilities CAPABILITY_NAMED_IAM",
    "",
    "aws cloudformation describe-stacks \\",
    `  --region ${quoted(region)} \\`,
    `  --stack-name ${quoted(stackName(stack.reportName))} \\`,
    "  --query 'Stacks[0].Outputs' --output table",
    "",
  ].join("\n");
}

/** Text for a shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Names of stacks have letters, digits and hyphens. */
function stackName(reportName: string): string {
  return `cloudspend-${reportName.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}`.slice(0, 128);
}
