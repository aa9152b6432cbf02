import type { Site24x7FailureParams } from "./site24x7-codes.ts";
import { clause, list, say, type Wording } from "./wording.ts";

/** Words of every failure of Site24x7 and Zoho. */
export const SITE24X7_WORDING: Wording<keyof Site24x7FailureParams> = {
  "site24x7.wrong_client": (p) =>
    say(
      `Zoho does not know this client in the data centre ${p.dataCentre}, or its secret is wrong.`,
      "Compare the data centre with the address you sign in to Site24x7 with, and copy client id and secret again.",
    ),
  "site24x7.code_used_up": (p) =>
    say(
      `Zoho does not accept the code in the data centre ${p.dataCentre}.`,
      "Generate a new code in the self client and enter it at once, as it lives for a few minutes and works one time.",
    ),
  "site24x7.sign_in_expired": (p) =>
    say(
      `The sign-in to Site24x7 "${p.login}" has been revoked or has run out.`,
      "Sign in again with a new code from the self client.",
    ),
  "site24x7.sign_in_missing": (p) =>
    say(
      `The keychain of this computer has no sign-in for the Site24x7 login "${p.login}".`,
      "Sign in again with a new code from the self client.",
    ),
  "site24x7.too_many_tokens": (p, _, instant) =>
    say(
      "Zoho gives out ten access tokens in ten minutes, and these are used up.",
      `The next try is at ${instant(p.nextTryAt)}.`,
    ),
  "site24x7.busy": (p, _, instant) =>
    say("Site24x7 asks for fewer requests.", `The next try is at ${instant(p.nextTryAt)}.`),
  "site24x7.quota": (p, _, instant) =>
    say(
      `The requests Site24x7 allows are used up for now (${clause(p.message)}).`,
      `The next try is at ${instant(p.nextTryAt)}, and costs go on without it, as they come from AWS.`,
    ),
  "site24x7.not_msp": (p) =>
    say(
      `The Site24x7 login "${p.login}" may not list customers.`,
      "Untick MSP if it is an ordinary login, or generate a code with the scope Site24x7.Msp.Read.",
    ),
  "site24x7.not_allowed": (p) =>
    say(
      "Site24x7 does not let this client list monitors.",
      `Generate a new code with the scope ${p.scope} and sign in again.`,
    ),
  "site24x7.needs_unit": (p) =>
    say(
      `The Site24x7 login "${p.login}" manages business units, which cannot be chosen here.`,
      "Sign in with a login of the business unit itself.",
    ),
  "site24x7.customer_missing": (p) =>
    say(
      `Site24x7 no longer has the customer "${p.customer}".`,
      "Choose the account again, or unlink it from Site24x7 and keep it as it is.",
    ),
  "site24x7.monitor_missing": (p) =>
    say(
      `Site24x7 no longer monitors "${p.displayName}".`,
      "Choose another monitored account, or unlink this one from Site24x7 and keep it as it is.",
    ),
  "site24x7.monitor_changed": (p) =>
    say(
      `"${p.displayName}" was changed in Site24x7: ${list(p.changes, "what, it does not say")}.`,
      "Update it from Site24x7, after a look at the changes.",
    ),
  "site24x7.role_refused": (p) =>
    say(
      `AWS does not let ${p.caller} assume the role ${p.roleArn}, which was made for Site24x7.`,
      "Add the statement for this computer to its trust policy, as Site24x7's own AWS account is trusted there alone, or use a second role or a profile, and if it is there already, compare the external id and the role's name letter by letter.",
    ),
  "site24x7.redirected": (p) =>
    say(
      `${p.host} sends the request on to ${p.to}, where the token must not go.`,
      "Choose the data centre you sign in to Site24x7 with.",
    ),
  "site24x7.offline": (p) =>
    say(
      `${p.host} cannot be reached (${clause(p.cause)}).`,
      "Check the network, and that a proxy or firewall allows this host.",
    ),
  "site24x7.unexpected": (p) =>
    say(
      `Site24x7 answered with ${p.code} (${clause(p.message)}).`,
      "Try again, and ask Site24x7 Support if it stays.",
    ),
};
