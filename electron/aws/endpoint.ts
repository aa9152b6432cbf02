import { readLoopback } from "../network/loopback.ts";

/** The one address that stands for all of AWS in tests. The AWS CLI's own endpoint settings are never followed. */
export function readAwsEndpoint(isPackaged: boolean, environment: NodeJS.ProcessEnv): string | null {
  return readLoopback("CLOUDSPEND_AWS_ENDPOINT", isPackaged, environment);
}
