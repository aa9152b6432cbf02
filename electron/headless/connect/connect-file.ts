import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Access, BaseIdentity, CostAccount } from "#core/account/cost-account.ts";
import { LOCAL } from "#core/account/report-place.ts";
import { usageDate } from "#core/contract/schema/common.ts";
import { fail } from "#core/result/failure.ts";

const text = z.string().trim().min(1);
const baseIdentity = z.union([
  z.strictObject({ profile: text }),
  z.strictObject({ environment: z.literal(true) }),
]);

const connection = z.strictObject({
  displayName: text.max(120),
  accessType: z.enum(["iam-role", "iam-user"]),
  baseIdentity: baseIdentity.default({ environment: true }),
  roleArn: text.optional(),
  externalId: text.nullish(),
  accountType: z.enum(["management", "linked"]).default("management"),
  reportName: text,
  bucket: text.nullish(),
  prefix: z.string().trim().nullish(),
  region: text.nullish(),
  requesterPays: z.boolean().default(false),
  startDate: usageDate.nullish(),
});
type Connection = z.infer<typeof connection>;

/** Fields that would hold a secret: refused by name, so that nobody keeps one in such a file. */
const SECRETS = ["secretAccessKey", "accessKeyId", "sessionToken", "secret", "password"];

/** Reads the description of an account from a JSON file; it holds no secret. */
export async function readConnectFile(
  path: string,
  identity: { readonly id: string; readonly createdAt: string },
): Promise<CostAccount> {
  const content = await readFile(path, "utf8").catch((error: unknown) =>
    fail("file.unreadable", { path, cause: error instanceof Error ? error.message : String(error) }),
  );
  const refuse = (problem: string): never => fail("account.file_invalid", { path, problem });
  const value = parse(content) ?? refuse("it is no JSON");
  const secret = SECRETS.find((name) => typeof value === "object" && name in value);
  if (secret !== undefined)
    refuse(`"${secret}" is a secret and belongs in a profile or the environment, not in this file`);
  const read = connection.safeParse(value);
  if (!read.success) return refuse(problemOf(read.error));
  const given = read.data;
  if (given.accessType === "iam-role" && given.roleArn === undefined) refuse('"roleArn" is missing');
  if (given.accountType === "linked" && given.bucket == null)
    refuse('a linked account needs "bucket", and "prefix" if its report has one');
  return accountOf(given, identity);
}

function accountOf(
  given: Connection,
  identity: { readonly id: string; readonly createdAt: string },
): CostAccount {
  const { displayName, accountType, reportName, requesterPays, bucket } = given;
  return {
    ...identity,
    displayName,
    access: accessOf(given),
    accountType,
    reportName,
    location: bucket == null ? null : { bucket, prefix: given.prefix ?? "", region: given.region ?? null },
    requesterPays,
    startDate: given.startDate ?? null,
    place: LOCAL,
    link: null,
  };
}

function accessOf({ accessType, baseIdentity: given, roleArn, externalId }: Connection): Access {
  const base: BaseIdentity =
    "profile" in given ? { kind: "profile", profile: given.profile } : { kind: "environment" };
  return accessType === "iam-user"
    ? { type: "iam-user", base }
    : { type: "iam-role", base, roleArn: roleArn ?? "", externalId: externalId ?? null };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "it does not describe an account";
  if (issue.code === "unrecognized_keys") return `it has fields that are not known: ${issue.keys.join(", ")}`;
  const field = issue.path.join(".");
  if (field === "") return "it does not describe an account";
  return issue.code === "invalid_type" && issue.input === undefined
    ? `"${field}" is missing`
    : `"${field}" is not valid`;
}
