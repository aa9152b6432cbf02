import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromIni, fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import { readRoleArn } from "#core/account/aws-id.ts";
import type { Access, BaseIdentity } from "#core/account/cost-account.ts";
import type { CallerIdentity } from "#core/account/identity.ts";
import { dnsSuffix, homeRegion, partitionOf } from "#core/account/partition.ts";
import { AppError, fail, failure } from "#core/result/failure.ts";
import { asking } from "../errors.ts";
import type { Surroundings } from "./profiles.ts";
import { clientConfig, connectionConfig, type AwsSettings } from "../settings.ts";

/** Access keys as the user has them. */
export type AccessKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
};

/** Fetches the keys of an account from where they are kept; null when there are none. */
export type KeySource = () => Promise<AccessKeys | null>;

/** One sign-in to AWS, shared by all clients of an account, so that a role is assumed once. */
export type AwsSession = {
  readonly settings: AwsSettings;
  /** Where billing and organizations answer. */
  readonly homeRegion: string;
  readonly base: AwsCredentialIdentityProvider;
  /** The role's credentials, or those of the base identity where there is no role. */
  readonly credentials: AwsCredentialIdentityProvider;
  /** Named in failures, so that signing in again can be told. */
  readonly profile: string | null;
  /** The command that signs in again; null where nobody signs in. */
  readonly signIn: string | null;
};

const ROLE_SECONDS = 3_600;
const RENEW_MS = 5 * 60_000;
const SESSION_NAME = "cloudspend-desktop";

export type SessionOptions = {
  readonly access: Access;
  readonly keys: KeySource;
  readonly settings: AwsSettings;
  /** Worked before: decides how a refused role is put into words. */
  readonly workedBefore: boolean;
  readonly surroundings: Surroundings;
};

export function openSession(options: SessionOptions): AwsSession {
  const { access, keys, settings, workedBefore, surroundings } = options;
  const { signIn } = surroundings;
  const profile = access.base.kind === "profile" ? access.base.profile : null;
  const role = access.type === "iam-role" ? readRoleArn(access.roleArn) : null;
  const region = homeRegion(role?.kind === "role" ? role.partition : partitionOf(surroundings.region ?? ""));
  const base = remembered(baseCredentials(access.base, keys, settings, region));
  const own = { settings, homeRegion: region, base, profile, signIn };
  if (access.type === "iam-user") return { ...own, credentials: base };
  const assume: AwsCredentialIdentityProvider = () =>
    assumeRole(
      { ...own, credentials: base },
      { roleArn: access.roleArn, externalId: access.externalId, workedBefore },
    );
  return { ...own, credentials: remembered(assume) };
}

/** Whose credentials these are; no permission is needed for it, nor can one take it away. */
export async function callerIdentity(
  session: AwsSession,
  credentials: AwsCredentialIdentityProvider,
): Promise<CallerIdentity> {
  const client = stsOf(session, credentials);
  const { Account = "", Arn = "" } = await asking(askedOfSts(session, "GetCallerIdentity"), () =>
    client.send(new GetCallerIdentityCommand({})),
  );
  return { accountId: Account, arn: Arn, partition: Arn.split(":")[1] ?? "aws" };
}

export type RoleRequest = {
  readonly roleArn: string;
  readonly externalId: string | null;
  readonly workedBefore: boolean;
};

/** Assumes a role. AWS refuses in one way whatever the cause, so that the failure is a check list. */
export async function assumeRole(
  session: AwsSession,
  { roleArn, externalId, workedBefore }: RoleRequest,
): Promise<AwsCredentialIdentity> {
  const role = readRoleArn(roleArn);
  if (role.kind === "problem")
    return fail("account.invalid", { field: "the role ARN", problem: role.problem });
  const client = stsOf(session, session.base);
  const answer = await asking(askedOfSts(session, "AssumeRole", role.arn), () =>
    client.send(
      new AssumeRoleCommand({
        RoleArn: role.arn,
        RoleSessionName: SESSION_NAME,
        DurationSeconds: ROLE_SECONDS,
        ...(externalId === null ? {} : { ExternalId: externalId }),
      }),
    ),
  ).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.failure.code !== "aws.access_denied") throw error;
    const { origin } = error.failure.params;
    const caller = /User: (\S+) is not/.exec(error.failure.cause ?? "")?.[1] ?? "your identity";
    throw new AppError(failure("aws.role_refused", { roleArn: role.arn, caller, workedBefore, origin }));
  });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
    throw new Error("AssumeRole answered without credentials");
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration === undefined ? {} : { expiration: Expiration }),
  };
}

function baseCredentials(
  base: BaseIdentity,
  keys: KeySource,
  settings: AwsSettings,
  region: string,
): AwsCredentialIdentityProvider {
  // A desktop is no EC2 instance: asking for its role would only wait.
  process.env["AWS_EC2_METADATA_DISABLED"] = "true";
  // The region only stands in where a profile has none: IAM Identity Center answers in the profile's own alone.
  const inner = { clientConfig: connectionConfig(settings), parentClientConfig: { region } };
  switch (base.kind) {
    case "profile":
      return fromIni({ profile: base.profile, ...inner, ignoreCache: true });
    case "environment":
      return fromNodeProviderChain({ ...inner, ignoreCache: true });
    case "keys":
      return async () => {
        const held = await keys();
        if (held === null) return fail("aws.no_credentials", { cause: "no access keys are kept for it" });
        const { accessKeyId, secretAccessKey, sessionToken } = held;
        return { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
      };
  }
}

/** Asks once for all clients and again shortly before the credentials end; a failure is not remembered. */
function remembered(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let held: Promise<AwsCredentialIdentity> | null = null;
  const renew = (): Promise<AwsCredentialIdentity> => {
    const fresh = provider();
    held = fresh;
    fresh.catch(() => {
      held = null;
    });
    return fresh;
  };
  return async () => {
    if (held === null) return renew();
    const credentials = await held;
    const endsMs = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    return endsMs - Date.now() < RENEW_MS ? renew() : credentials;
  };
}

function stsOf(
  { settings, homeRegion: region }: AwsSession,
  credentials: AwsCredentialIdentityProvider,
): STSClient {
  return new STSClient(clientConfig(settings, region, credentials));
}

function askedOfSts({ profile, signIn, homeRegion: region }: AwsSession, operation: string, resource = "*") {
  return {
    service: "STS",
    operation,
    action: `sts:${operation}`,
    resource,
    region,
    profile,
    signIn,
    host: `sts.${region}.${dnsSuffix(partitionOf(region))}`,
  };
}
