import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Access, BaseIdentity, CostAccount } from "#core/account/cost-account.ts";
import { LOCAL, type ReportPlace, USUAL_LIMITS, USUAL_LOCAL_MONTHS } from "#core/account/report-place.ts";
import { usageDate } from "#core/contract/schema/common.ts";
import { reportTable, scanLimits } from "#core/contract/schema/report-place.ts";
import { fail } from "#core/result/failure.ts";

const text = z.string().trim().min(1);
const baseIdentity = z.union([
  z.strictObject({ profile: text }),
  z.strictObject({ environment: z.literal(true) }),
]);

const GIGABYTE = 1_000_000_000;
const gigabytes = z.number().positive().max(1_000_000);
const limits = z.strictObject({
  askAboveGb: z.number().nonnegative().max(1_000_000).optional(),
  perQueryGb: gigabytes.optional(),
  perDayGb: gigabytes.optional(),
  pricePerTb: scanLimits.unwrap().shape.pricePerTb.optional(),
});
const table = reportTable.unwrap().shape;
const inAws = {
  region: table.region,
  workgroup: table.workgroup.default("primary"),
  catalog: table.catalog.default("AwsDataCatalog"),
  database: table.database,
  table: table.name,
  output: table.output.default(null),
  limits: limits.default({}),
};
const place = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({ type: z.literal("inPlace"), ...inAws }),
  z.strictObject({
    type: z.literal("both"),
    ...inAws,
    localMonths: z.number().int().positive().max(120).default(USUAL_LOCAL_MONTHS),
  }),
]);

const connection = z.strictObject({
  displayName: text.max(120),
  accessType: z.enum(["iam-role", "iam-user"]),
  baseIdentity: baseIdentity.default({ environment: true }),
  roleArn: text.optional(),
  externalId: text.nullish(),
  accountType: z.enum(["management", "linked"]).default("management"),
  reportName: text.optional(),
  bucket: text.nullish(),
  prefix: z.string().trim().nullish(),
  region: text.nullish(),
  requesterPays: z.boolean().default(false),
  startDate: usageDate.nullish(),
  place: place.default({ type: "local" }),
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
  const isFetched = given.place.type !== "inPlace";
  if (isFetched && given.reportName === undefined) refuse('"reportName" is missing');
  if (isFetched && given.accountType === "linked" && given.bucket == null)
    refuse('a linked account needs "bucket", and "prefix" if its report has one');
  return accountOf(given, identity);
}

function accountOf(
  given: Connection,
  identity: { readonly id: string; readonly createdAt: string },
): CostAccount {
  const { displayName, accountType, requesterPays } = given;
  const isFetched = given.place.type !== "inPlace";
  const bucket = isFetched ? given.bucket : null;
  return {
    ...identity,
    displayName,
    access: accessOf(given),
    accountType,
    reportName: isFetched ? (given.reportName ?? "") : "",
    location: bucket == null ? null : { bucket, prefix: given.prefix ?? "", region: given.region ?? null },
    requesterPays,
    startDate: isFetched ? (given.startDate ?? null) : null,
    place: placeOf(given.place),
    link: null,
  };
}

function placeOf(given: Connection["place"]): ReportPlace {
  if (given.type === "local") return LOCAL;
  const { region, workgroup, catalog, database, output, limits: wanted } = given;
  const bytesOf = (amount: number | undefined, usual: number): number =>
    amount === undefined ? usual : Math.max(1, Math.round(amount * GIGABYTE));
  const there = {
    table: { region, workgroup, catalog, database, name: given.table, output },
    limits: {
      askAboveBytes: wanted.askAboveGb === 0 ? 0 : bytesOf(wanted.askAboveGb, USUAL_LIMITS.askAboveBytes),
      perQueryBytes: bytesOf(wanted.perQueryGb, USUAL_LIMITS.perQueryBytes),
      perDayBytes: bytesOf(wanted.perDayGb, USUAL_LIMITS.perDayBytes),
      pricePerTb: wanted.pricePerTb ?? USUAL_LIMITS.pricePerTb,
    },
  };
  return given.type === "inPlace"
    ? { type: "inPlace", ...there }
    : { type: "both", ...there, localMonths: given.localMonths };
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
