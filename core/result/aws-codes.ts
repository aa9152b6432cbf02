/** Where in AWS an answer came from; what support and administrators ask for. */
export type AwsOrigin = {
  readonly service: string;
  readonly operation: string;
  /** The error's name exactly as AWS gave it. */
  readonly awsCode: string;
  readonly requestId: string | null;
};

/** Failures of talking to AWS, of the keychain and of an account's configuration. */
export type AwsFailureParams = {
  /** AWS gives one answer for every reason a role is refused. */
  readonly "aws.role_refused": {
    readonly roleArn: string;
    readonly caller: string;
    readonly workedBefore: boolean;
    readonly origin: AwsOrigin;
  };
  /** The role can be assumed without its external id, or with a wrong one. */
  readonly "aws.role_open": { readonly roleArn: string };
  readonly "aws.request_invalid": { readonly detail: string; readonly origin: AwsOrigin };
  readonly "aws.unknown_key": { readonly origin: AwsOrigin };
  readonly "aws.wrong_secret": { readonly origin: AwsOrigin };
  /** `profile` is set when signing in again with the AWS CLI mends it. */
  readonly "aws.session_expired": {
    readonly profile: string | null;
    readonly command: string | null;
    readonly origin: AwsOrigin;
  };
  readonly "aws.access_denied": {
    readonly action: string;
    readonly resource: string;
    readonly origin: AwsOrigin;
  };
  readonly "aws.key_denied": {
    readonly keyArn: string | null;
    readonly resource: string;
    readonly origin: AwsOrigin;
  };
  readonly "aws.clock_skew": { readonly origin: AwsOrigin };
  readonly "aws.bucket_missing": { readonly bucket: string; readonly origin: AwsOrigin };
  readonly "aws.object_missing": {
    readonly bucket: string;
    readonly key: string;
    readonly origin: AwsOrigin;
  };
  /** `region`: where the bucket is, as far as S3 tells it; else empty. */
  readonly "aws.wrong_region": {
    readonly bucket: string;
    readonly region: string;
    readonly origin: AwsOrigin;
  };
  readonly "aws.region_disabled": { readonly region: string; readonly origin: AwsOrigin };
  readonly "aws.account_blocked": { readonly origin: AwsOrigin };
  readonly "aws.archived": { readonly bucket: string; readonly key: string; readonly origin: AwsOrigin };
  readonly "aws.throttled": { readonly origin: AwsOrigin };
  readonly "aws.offline": { readonly host: string; readonly cause: string };
  readonly "aws.certificate": { readonly host: string; readonly cause: string };
  readonly "aws.no_credentials": { readonly cause: string };
  readonly "aws.profile_missing": { readonly profile: string; readonly known: readonly string[] };
  readonly "aws.account_differs": { readonly expected: string; readonly actual: string };
  readonly "aws.report_missing": {
    readonly reportName: string;
    readonly accountId: string;
    readonly known: readonly string[];
  };
  readonly "aws.report_unsuitable": { readonly reportName: string; readonly problem: string };
  readonly "aws.nothing_delivered": {
    readonly reportName: string;
    readonly bucket: string;
    readonly prefix: string;
  };
  /** AWS itself cannot write the report; `status` as AWS gives it. */
  readonly "aws.delivery_failing": { readonly reportName: string; readonly status: string };
  /** A manifest names something outside the configured bucket, prefix and report. */
  readonly "aws.outside_report": { readonly manifest: string; readonly named: string };
  readonly "aws.changed_underway": { readonly key: string };
  readonly "aws.incomplete": {
    readonly key: string;
    readonly expectedBytes: number;
    readonly actualBytes: number;
  };
  readonly "aws.checksum": { readonly key: string };
  readonly "aws.unexpected": { readonly detail: string; readonly origin: AwsOrigin };
  readonly "secret.unavailable": { readonly cause: string };
  readonly "secret.locked": Record<never, never>;
  readonly "secret.denied": Record<never, never>;
  /** The keychain works and holds no keys for this account. */
  readonly "secret.missing": { readonly displayName: string };
  readonly "account.invalid": { readonly field: string; readonly problem: string };
  readonly "account.unknown": { readonly name: string; readonly known: readonly string[] };
  readonly "account.name_taken": { readonly name: string };
  readonly "account.busy": { readonly name: string };
  readonly "account.file_invalid": { readonly path: string; readonly problem: string };
  readonly "draft.unknown": { readonly id: string };
};
