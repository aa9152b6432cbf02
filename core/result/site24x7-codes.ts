import type { AwsOrigin } from "./aws-codes.ts";

/** Failures of talking to Site24x7 and to Zoho, which gives out its tokens. Instants are ISO texts. */
export type Site24x7FailureParams = {
  /** The client id or its secret is not known in the data centre that was chosen. */
  readonly "site24x7.wrong_client": { readonly dataCentre: string };
  /** A code lives for minutes and is good for one use. */
  readonly "site24x7.code_used_up": { readonly dataCentre: string };
  readonly "site24x7.sign_in_expired": { readonly login: string };
  readonly "site24x7.sign_in_missing": { readonly login: string };
  readonly "site24x7.too_many_tokens": { readonly nextTryAt: string };
  readonly "site24x7.busy": { readonly nextTryAt: string };
  readonly "site24x7.quota": { readonly message: string; readonly nextTryAt: string };
  readonly "site24x7.not_msp": { readonly login: string };
  /** The scope of the client does not reach so far. */
  readonly "site24x7.not_allowed": { readonly scope: string };
  readonly "site24x7.needs_unit": { readonly login: string };
  readonly "site24x7.customer_missing": { readonly customer: string };
  readonly "site24x7.monitor_missing": { readonly displayName: string };
  readonly "site24x7.monitor_changed": {
    readonly displayName: string;
    readonly changes: readonly string[];
  };
  /** AWS refuses a role that was made for Site24x7, most likely since it trusts nobody else. */
  readonly "site24x7.role_refused": {
    readonly roleArn: string;
    readonly caller: string;
    readonly origin: AwsOrigin;
  };
  readonly "site24x7.redirected": { readonly host: string; readonly to: string };
  readonly "site24x7.offline": { readonly host: string; readonly cause: string };
  readonly "site24x7.unexpected": { readonly code: string; readonly message: string };
};
