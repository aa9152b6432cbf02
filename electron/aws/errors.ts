import type { AwsOrigin } from "#core/result/aws-codes.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";

/** What was asked of AWS, for an error that has to name it. */
export type Asked = {
  readonly service: string;
  readonly operation: string;
  /** The IAM action that allows it. */
  readonly action: string;
  /** What it was asked of, as the user knows it. */
  readonly resource: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly region?: string;
  /** The profile whose sign-in may have run out. */
  readonly profile?: string | null;
  /** The command that signs in again; null where nobody signs in. */
  readonly signIn?: string | null;
  readonly host?: string;
};

/** Makes a call and turns AWS's error into a failure. */
export async function asking<T>(asked: Asked, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof AppError ? error : new AppError(awsFailure(error, asked));
  }
}

type Translate = (asked: Asked, origin: AwsOrigin, message: string) => Failure;

const unknownKey: Translate = (_, origin) => failure("aws.unknown_key", { origin });
const wrongSecret: Translate = (_, origin, message) =>
  /expired|not yet current/i.test(message)
    ? failure("aws.clock_skew", { origin })
    : failure("aws.wrong_secret", { origin });
const expired: Translate = ({ profile = null, signIn = null }, origin) =>
  failure("aws.session_expired", { profile, command: signIn, origin });
const denied: Translate = (asked, origin, message) =>
  /ciphertext|kms/i.test(message)
    ? failure("aws.key_denied", { keyArn: keyIn(message), resource: asked.resource, origin })
    : failure(
        "aws.access_denied",
        {
          action: /perform: (\S+)/.exec(message)?.[1] ?? asked.action,
          resource: /on resource: "?([^\s"]+)/.exec(message)?.[1] ?? asked.resource,
          origin,
        },
        "user",
        message,
      );
const throttled: Translate = (_, origin) => failure("aws.throttled", { origin }, "auto");
const skewed: Translate = (_, origin) => failure("aws.clock_skew", { origin });
const regionOff: Translate = ({ region = "" }, origin) => failure("aws.region_disabled", { region, origin });
const blocked: Translate = (_, origin) => failure("aws.account_blocked", { origin });
const noBucket: Translate = ({ bucket = "" }, origin) => failure("aws.bucket_missing", { bucket, origin });
const noObject: Translate = ({ bucket = "", key = "" }, origin) =>
  failure("aws.object_missing", { bucket, key, origin });
/** S3 may name the region in its words: "the region 'us-east-1' is wrong; expecting 'eu-west-1'". */
const elsewhere: Translate = ({ bucket = "" }, origin, message) =>
  failure("aws.wrong_region", { bucket, region: /expecting '([\w-]+)'/.exec(message)?.[1] ?? "", origin });
/** Athena hands on what S3 and the catalogue refuse under names of its own. */
const invalid: Translate = (_, origin, detail) =>
  refusedIn(detail, origin) ?? failure("aws.request_invalid", { detail, origin });

/**
 * By the error's name alone: the same fault has other names in STS, S3 and the JSON services, and statuses vary from
 * service to service.
 */
const BY_NAME: Readonly<Record<string, Translate>> = {
  InvalidClientTokenId: unknownKey,
  InvalidAccessKeyId: unknownKey,
  UnrecognizedClientException: unknownKey,
  InvalidToken: unknownKey,
  SignatureDoesNotMatch: wrongSecret,
  InvalidSignatureException: wrongSecret,
  IncompleteSignature: wrongSecret,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  RequestExpired: skewed,
  RequestTimeTooSkewed: skewed,
  RequestInTheFuture: skewed,
  AccessDenied: denied,
  AccessDeniedException: denied,
  UnauthorizedAccess: denied,
  Throttling: throttled,
  ThrottlingException: throttled,
  TooManyRequestsException: throttled,
  RequestLimitExceeded: throttled,
  SlowDown: throttled,
  ServiceUnavailable: throttled,
  RegionDisabledException: regionOff,
  IllegalLocationConstraintException: regionOff,
  AllAccessDisabled: blocked,
  AccountProblem: blocked,
  NoSuchBucket: noBucket,
  NoSuchKey: noObject,
  NotFound: noObject,
  PreconditionFailed: ({ key = "" }) => failure("aws.changed_underway", { key }, "auto"),
  InvalidObjectState: ({ bucket = "", key = "" }, origin) => failure("aws.archived", { bucket, key, origin }),
  PermanentRedirect: elsewhere,
  AuthorizationHeaderMalformed: elsewhere,
  ValidationError: invalid,
  ValidationException: invalid,
  InvalidInputException: invalid,
  InvalidRequestException: invalid,
  MetadataException: invalid,
};

/** The one status that says enough by itself. */
const BUSY = 503;
const OFFLINE =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EPIPE|TimeoutError|socket hang up/;
const CERTIFICATE =
  /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID/;

/** The failure that an error of the SDK stands for. */
export function awsFailure(error: unknown, asked: Asked): Failure {
  const { name, code, message, requestId, status } = partsOf(error);
  const origin = { service: asked.service, operation: asked.operation, awsCode: name, requestId };
  const host = asked.host ?? "AWS";
  const certificate = CERTIFICATE.exec(`${code} ${message}`)?.[0];
  if (certificate !== undefined) return failure("aws.certificate", { host, cause: certificate });
  const translate = BY_NAME[name];
  if (translate !== undefined) return translate(asked, origin, message);
  if (status === BUSY) return throttled(asked, origin, message);
  const network = OFFLINE.exec(`${code} ${name} ${message}`)?.[0];
  if (network !== undefined) return failure("aws.offline", { host, cause: network }, "auto");
  if (/CredentialsProviderError|TokenProviderError/.test(name))
    return withoutCredentials(message, asked, origin);
  if (name.startsWith("KMS."))
    return failure("aws.key_denied", { keyArn: keyIn(message), resource: asked.resource, origin });
  return failure("aws.unexpected", { detail: message, origin });
}

/** Errors of the places credentials come from: a profile of the AWS CLI, its sign-in cache, the environment. */
function withoutCredentials(message: string, { profile = null }: Asked, origin: AwsOrigin): Failure {
  if (/SSO|expired|reauthenticate/i.test(message)) {
    const login = /reauthenticate/i.test(message) ? "aws login" : "aws sso login";
    const command = profile === null ? login : `${login} --profile ${profile}`;
    return failure("aws.session_expired", { profile, command, origin });
  }
  const missing = /Could not resolve credentials using profile: \[(.*)\]/.exec(message)?.[1];
  if (missing !== undefined) return failure("aws.profile_missing", { profile: missing, known: [] });
  return failure("aws.no_credentials", { cause: message });
}

/** How Athena tells of a permission that S3 or the catalogue lacks; an action that the words do not name stands beside. */
const REFUSALS: readonly { readonly words: RegExp; readonly action?: string }[] = [
  { words: /not authorized to perform: (?<action>[\w:]+)(?: on resource: "?(?<resource>[^\s"]+))?/i },
  { words: /denied when writing (?:output )?to (?:url|location): (?<resource>\S+)/i, action: "s3:PutObject" },
  { words: /verify\/create output bucket (?<resource>\S+)/i, action: "s3:GetBucketLocation" },
  { words: /denied on S3 path: (?<resource>\S+)/i, action: "s3:GetObject" },
];

/** The failure that Athena's words on a lacking permission stand for; null for other words. */
export function refusedIn(detail: string, origin: AwsOrigin): Failure | null {
  for (const { words, action } of REFUSALS) {
    const named = words.exec(detail)?.groups;
    if (named === undefined) continue;
    const refused = {
      action: action ?? named["action"] ?? "",
      resource: (named["resource"] ?? "*").replace(/[.,]$/, ""),
    };
    return failure("aws.access_denied", { ...refused, origin }, "user", detail);
  }
  return null;
}

function keyIn(message: string): string | null {
  return /arn:[\w-]+:kms:\S+?:key\/[\w-]+/.exec(message)?.[0] ?? null;
}

function partsOf(error: unknown) {
  const object: Record<string, unknown> =
    typeof error === "object" && error !== null ? Object.fromEntries(entriesOf(error)) : {};
  const text = (name: string): string => (typeof object[name] === "string" ? object[name] : "");
  const metadata = object["$metadata"];
  const told = (name: string): unknown =>
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, name) : null;
  const requestId = told("requestId");
  return {
    name: text("name"),
    code: text("code"),
    message: text("message") === "" ? String(error) : text("message"),
    requestId: typeof requestId === "string" ? requestId : null,
    status: told("httpStatusCode"),
  };
}

/** Names and messages of errors are not enumerable. */
function entriesOf(error: object): readonly (readonly [string, unknown])[] {
  return ["name", "code", "message", "$metadata"].map((name) => [name, Reflect.get(error, name)]);
}
