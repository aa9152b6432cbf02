/** A role as its ARN names it. `path` is `/` or ends with a slash. */
export type RoleArn = {
  readonly kind: "role";
  readonly arn: string;
  readonly partition: string;
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
};

/** Why a text is no role ARN, as one sentence without its full stop. */
export type ArnProblem = { readonly kind: "problem"; readonly problem: string };

const ROLE =
  /^arn:(aws|aws-cn|aws-us-gov|aws-eusc|aws-iso(?:-[bef])?):iam::(\d{12}):role((?:\/[\w+=,.@-]+)*\/)([\w+=,.@-]{1,64})$/;

/** Other things people paste from the IAM console, by what their ARN holds. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^arn:[\w-]+:iam::\d{12}:user\//, "This is the ARN of a user, not of a role"],
  [
    /^arn:[\w-]+:iam::\d{12}:instance-profile\//,
    "This is the ARN of an instance profile; the role's own ARN stands above it in the console",
  ],
  [/^arn:[\w-]+:iam::\d{12}:policy\//, "This is the ARN of a policy, not of a role"],
  [/^arn:[\w-]+:sts::\d{12}:assumed-role\//, "This is the ARN of a session; copy the role's ARN from IAM"],
  [/^arn:[\w-]+:iam::\d{0,11}:/, "The account in the ARN has fewer than 12 digits"],
  [/^arn:/, "This ARN does not name an IAM role"],
  [/^[\w+=,.@-]+$/, "This is only a name; copy the whole ARN from the role's summary"],
];

/** Reads a role ARN of any partition; white space and quotes around it do not matter. */
export function readRoleArn(text: string): RoleArn | ArnProblem {
  const arn = text.trim().replace(/^["']|["']$/g, "");
  if (arn === "") return { kind: "problem", problem: "The role ARN is missing" };
  const [, partition, accountId, path, name] = ROLE.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined || path === undefined || name === undefined) {
    const problem = OTHERS.find(([form]) => form.test(arn))?.[1] ?? "This is not a role ARN";
    return { kind: "problem", problem };
  }
  return { kind: "role", arn, partition, accountId, path, name };
}

const KEY_PREFIXES: Readonly<Record<string, string>> = {
  AIDA: "the unique id of a user",
  AROA: "the unique id of a role",
  AGPA: "the unique id of a group",
  AIPA: "the unique id of an instance profile",
  ANPA: "the unique id of a policy",
  APKA: "the id of a public key",
  ASCA: "the id of a certificate",
  ABIA: "the id of a bearer token of an AWS service",
  ACCA: "the id of a credential for one AWS service",
};

/** What an id is that certainly is no access key ID, with where to find one; null for what may be one. */
export function otherKindOfId(text: string): string | null {
  const id = text.trim();
  if (/^arn:/i.test(id))
    return "This is an ARN; an access key ID has 20 letters and digits and begins with AKIA";
  if (/^\d{12}$/.test(id.replaceAll("-", "")))
    return "This is the number of an AWS account; an access key ID begins with AKIA";
  const other = KEY_PREFIXES[id.slice(0, 4).toUpperCase()];
  return other === undefined || id.length < 16
    ? null
    : `This is ${other}; an access key ID begins with AKIA and stands under Security credentials`;
}

/** What speaks against an access key ID; null when nothing does. AWS may have other forms, so it is no reason to refuse one. */
export function accessKeyProblem(text: string): string | null {
  const id = text.trim();
  const other = otherKindOfId(id);
  if (other !== null) return other;
  return /^(AKIA|ASIA)[A-Z0-9]{16}$/.test(id)
    ? null
    : "An access key ID has 20 letters and digits and begins with AKIA";
}
