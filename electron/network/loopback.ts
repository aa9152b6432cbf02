const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}\/?$/;

/**
 * An address that stands for a service in tests: a loopback address in a variable of the environment, and only in builds
 * that are not packaged. Null everywhere else.
 */
export function readLoopback(
  variable: string,
  isPackaged: boolean,
  environment: NodeJS.ProcessEnv,
): string | null {
  const given = environment[variable];
  if (isPackaged || given === undefined || !LOOPBACK.test(given)) return null;
  return given.replace(/\/$/, "");
}
