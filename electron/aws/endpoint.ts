const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}\/?$/;

/**
 * The one address that stands for all of AWS in tests: `CLOUDSPEND_AWS_ENDPOINT`, a loopback address, and only in builds
 * that are not packaged. Null everywhere else; the AWS CLI's own endpoint settings are never followed.
 */
export function readAwsEndpoint(isPackaged: boolean, environment: NodeJS.ProcessEnv): string | null {
  const given = environment["CLOUDSPEND_AWS_ENDPOINT"];
  if (isPackaged || given === undefined || !LOOPBACK.test(given)) return null;
  return given.replace(/\/$/, "");
}
