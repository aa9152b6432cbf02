import type { Site24x7FailureParams } from "./site24x7-codes.ts";

/** One set of parameters for every failure of Site24x7. */
export const SITE24X7_EXAMPLES: Site24x7FailureParams = {
  "site24x7.wrong_client": { dataCentre: "Europe" },
  "site24x7.code_used_up": { dataCentre: "Europe" },
  "site24x7.sign_in_expired": { login: "Acme MSP" },
  "site24x7.sign_in_missing": { login: "Acme MSP" },
  "site24x7.too_many_tokens": { nextTryAt: "2026-03-19T12:10:00Z" },
  "site24x7.busy": { nextTryAt: "2026-03-19T12:00:30Z" },
  "site24x7.quota": { message: "API usage limit exceeded", nextTryAt: "2026-03-20T00:00:00Z" },
  "site24x7.not_msp": { login: "Acme MSP" },
  "site24x7.not_allowed": { scope: "Site24x7.Admin.Read" },
  "site24x7.needs_unit": { login: "Acme MSP" },
  "site24x7.customer_missing": { customer: "Customer One" },
  "site24x7.monitor_missing": { displayName: "Payer account" },
  "site24x7.monitor_changed": { displayName: "Payer account", changes: ["the role", "the name"] },
  "site24x7.role_refused": {
    roleArn: "arn:aws:iam::111122223333:role/Monitoring",
    caller: "arn:aws:iam::444455556666:user/ana",
    origin: { service: "sts", operation: "AssumeRole", awsCode: "AccessDenied", requestId: null },
  },
  "site24x7.redirected": { host: "site24x7.com", to: "www.site24x7.com" },
  "site24x7.offline": { host: "www.site24x7.eu", cause: "ENOTFOUND" },
  "site24x7.unexpected": { code: "HTTP 418", message: "short and stout" },
};
