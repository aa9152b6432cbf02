import { describe, expect, test } from "vitest";
import { awsFailure, type Asked } from "./errors.ts";

const ASKED: Asked = {
  service: "S3",
  operation: "GetObject",
  action: "s3:GetObject",
  resource: "s3://bills/cur/a.csv.gz",
  bucket: "bills",
  key: "cur/a.csv.gz",
  region: "eu-west-1",
  profile: "work",
  signIn: "aws sso login --profile work",
  host: "bills.s3.eu-west-1.amazonaws.com",
};

/** An error as the SDK gives it: the code is its name, on every service. */
function sdkError(name: string, message = name, more: object = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { requestId: "r-1" }, ...more });
}

const SAME_FAULT = {
  "aws.unknown_key": [
    "InvalidClientTokenId",
    "InvalidAccessKeyId",
    "UnrecognizedClientException",
    "InvalidToken",
  ],
  "aws.wrong_secret": ["SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature"],
  "aws.session_expired": ["ExpiredToken", "ExpiredTokenException"],
  "aws.clock_skew": ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"],
  "aws.access_denied": ["AccessDenied", "AccessDeniedException"],
  "aws.region_disabled": ["RegionDisabledException", "IllegalLocationConstraintException"],
  "aws.throttled": [
    "Throttling",
    "ThrottlingException",
    "SlowDown",
    "TooManyRequestsException",
    "ServiceUnavailable",
  ],
  "aws.bucket_missing": ["NoSuchBucket"],
  "aws.object_missing": ["NoSuchKey", "NotFound"],
  "aws.wrong_region": ["PermanentRedirect", "AuthorizationHeaderMalformed"],
  "aws.account_blocked": ["AllAccessDisabled", "AccountProblem"],
  "aws.archived": ["InvalidObjectState"],
  "aws.changed_underway": ["PreconditionFailed"],
  "aws.key_denied": ["KMS.DisabledException", "KMS.NotFoundException"],
  "aws.request_invalid": ["ValidationError", "ValidationException", "InvalidInputException"],
  "aws.unexpected": ["InternalErrorException", "ATotallyNewException"],
} as const;

describe("the same fault has another name in every service", () => {
  test.each(
    Object.entries(SAME_FAULT).flatMap(([code, names]) => names.map((name) => [name, code] as const)),
  )("%s is %s", (name, code) => {
    const failure = awsFailure(sdkError(name), ASKED);
    expect(failure.code).toBe(code);
    if ("origin" in failure.params)
      expect(failure.params.origin).toEqual({
        service: "S3",
        operation: "GetObject",
        awsCode: name,
        requestId: "r-1",
      });
  });
});

describe("the words of AWS say more than its name", () => {
  test.each([
    ["Signature expired: 20240101T000000Z is now earlier than 20240101T001500Z", "aws.clock_skew"],
    ["Signature not yet current: 20240101T001500Z", "aws.clock_skew"],
    ["The request signature we calculated does not match the signature you provided", "aws.wrong_secret"],
  ])("SignatureDoesNotMatch: %s", (message, code) => {
    expect(awsFailure(sdkError("SignatureDoesNotMatch", message), ASKED).code).toBe(code);
  });

  test("a denial names action and resource, as far as AWS tells them", () => {
    const message =
      "User: arn:aws:sts::1:assumed-role/costs/x is not authorized to perform: cur:DescribeReportDefinitions on resource: arn:aws:cur:us-east-1:1:definition/* because no identity-based policy allows it";
    expect(awsFailure(sdkError("AccessDeniedException", message), ASKED)).toMatchObject({
      params: { action: "cur:DescribeReportDefinitions", resource: "arn:aws:cur:us-east-1:1:definition/*" },
    });
    expect(awsFailure(sdkError("AccessDenied", "Access Denied"), ASKED)).toMatchObject({
      params: { action: "s3:GetObject", resource: "s3://bills/cur/a.csv.gz" },
    });
  });

  test("an expired session names the command that signs in again", () => {
    const signIn = (asked: Asked, error: Error): unknown => awsFailure(error, asked).params;
    expect(signIn(ASKED, sdkError("ExpiredToken"))).toMatchObject({
      command: "aws sso login --profile work",
    });
    // A profile with keys of a session is filled by some other program.
    expect(signIn({ ...ASKED, signIn: null }, sdkError("ExpiredToken"))).toMatchObject({ command: null });
    const sso =
      "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.";
    expect(signIn(ASKED, sdkError("CredentialsProviderError", sso))).toMatchObject({
      command: "aws sso login --profile work",
    });
    const login = "Your session has expired. Please reauthenticate.";
    expect(signIn(ASKED, sdkError("CredentialsProviderError", login))).toMatchObject({
      command: "aws login --profile work",
    });
  });

  test("a service that is busy is one to be asked again, whatever it calls that", () => {
    const busy = sdkError("ServiceUnavailableException", "", { $metadata: { httpStatusCode: 503 } });
    expect(awsFailure(busy, ASKED)).toMatchObject({ code: "aws.throttled", retry: "auto" });
  });

  test("credentials that are nowhere to be found", () => {
    const missing =
      "Could not resolve credentials using profile: [gone] in configuration/credentials file(s).";
    expect(awsFailure(sdkError("CredentialsProviderError", missing), ASKED)).toMatchObject({
      code: "aws.profile_missing",
      params: { profile: "gone" },
    });
    const none = "Could not load credentials from any providers";
    expect(awsFailure(sdkError("CredentialsProviderError", none), ASKED).code).toBe("aws.no_credentials");
  });

  test("a key of KMS is named where AWS names it", () => {
    const message =
      "The ciphertext refers to a customer master key that does not exist: arn:aws:kms:eu-west-1:1:key/ab-12";
    expect(awsFailure(sdkError("AccessDenied", message), ASKED)).toMatchObject({
      code: "aws.key_denied",
      params: { keyArn: "arn:aws:kms:eu-west-1:1:key/ab-12", resource: "s3://bills/cur/a.csv.gz" },
    });
  });
});

describe("the way to AWS", () => {
  test.each(["ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "EPIPE"])(
    "%s is being offline, which passes by itself",
    (code) => {
      expect(awsFailure(sdkError("Error", `connect ${code} 1.2.3.4:443`, { code }), ASKED)).toMatchObject({
        code: "aws.offline",
        retry: "auto",
        params: { host: "bills.s3.eu-west-1.amazonaws.com", cause: code },
      });
    },
  );

  test("a time-out of the SDK as well", () => {
    expect(awsFailure(sdkError("TimeoutError", "socket hang up"), ASKED).code).toBe("aws.offline");
  });

  test.each(["SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "CERT_HAS_EXPIRED"])(
    "%s is a company that looks into secure traffic",
    (code) => {
      expect(awsFailure(sdkError("Error", code, { code }), ASKED)).toMatchObject({
        code: "aws.certificate",
        params: { cause: code },
      });
    },
  );

  test("what is no error at all is told nevertheless", () => {
    expect(awsFailure("nonsense", ASKED)).toMatchObject({
      code: "aws.unexpected",
      params: { detail: "nonsense" },
    });
  });
});
