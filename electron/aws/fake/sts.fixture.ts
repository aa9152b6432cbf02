import { AwsError, type FakePrincipal, type FakeWorld } from "./world.fixture.ts";

const NAMESPACE = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
const HOUR_MS = 3_600_000;

/** GetCallerIdentity and AssumeRole, as the query protocol answers them. */
export function answerSts(world: FakeWorld, caller: FakePrincipal, form: URLSearchParams): string {
  const account = caller.arn.split(":")[4] ?? "";
  if (form.get("Action") === "GetCallerIdentity")
    return `<GetCallerIdentityResponse ${NAMESPACE}><GetCallerIdentityResult><Arn>${caller.arn}</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const assumed = assume(world, caller, form);
  const expires = new Date(Date.now() + HOUR_MS).toISOString();
  return `<AssumeRoleResponse ${NAMESPACE}><AssumeRoleResult><Credentials><AccessKeyId>${assumed.accessKeyId}</AccessKeyId><SecretAccessKey>${assumed.secretAccessKey}</SecretAccessKey><SessionToken>${assumed.sessionToken ?? ""}</SessionToken><Expiration>${expires}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

/** Every reason to refuse has the same answer. */
function assume(world: FakeWorld, caller: FakePrincipal, form: URLSearchParams): FakePrincipal {
  const arn = form.get("RoleArn") ?? "";
  const role = world.roles.find((each) => each.arn === arn);
  const account = caller.arn.split(":")[4] ?? "";
  const isTrusted = role?.trusts.some((trusted) => trusted === account || trusted === caller.arn) ?? false;
  const isOpen =
    role !== undefined && (role.externalId === null || role.externalId === form.get("ExternalId"));
  if (!isTrusted || !isOpen)
    throw new AwsError(
      "AccessDenied",
      403,
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  const number = world.principals.length;
  const assumed: FakePrincipal = {
    arn: `${arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${form.get("RoleSessionName") ?? ""}`,
    accessKeyId: `ASIAFAKE${String(number).padStart(12, "0")}`,
    secretAccessKey: `temporary/secret+of-session-${number}`,
    sessionToken: `temporary/token+of-session-${number}==`,
    deny: role.deny ?? [],
  };
  world.principals.push(assumed);
  return assumed;
}
