import { z } from "zod";
import { accountDraft } from "./schema/account.ts";
import { nothing, procedure } from "./schema/common.ts";
import { linkChange, monitoredAccount, mspCustomer, site24x7Login, typedSignIn } from "./schema/site24x7.ts";

const id = z.string().min(1);
const place = z.object({ loginId: id, customer: mspCustomer.nullable() });

/** Sign-ins to Site24x7, and the AWS accounts it monitors. Secrets go in and never come out. */
export const site24x7Procedures = {
  logins: procedure.output(z.array(site24x7Login).readonly()),
  /** Tries the sign-in before it is kept. */
  signIn: procedure.input(typedSignIn).output(site24x7Login),
  /** Forgets a login and its secrets; accounts taken from it stay and are no longer linked. */
  signOut: procedure.input(z.object({ loginId: id })).output(nothing),
  customers: procedure.input(z.object({ loginId: id })).output(z.array(mspCustomer).readonly()),
  awsAccounts: procedure.input(place).output(z.array(monitoredAccount).readonly()),
  /**
   * Gives a customer a workspace of its own: makes it, opens it, and takes the login (for this customer alone) and the draft
   * there.
   */
  separate: procedure
    .input(z.object({ loginId: id, customer: mspCustomer, draftId: id }))
    .output(z.object({ workspaceId: id, draftId: id })),
  /** Fills a draft with what Site24x7 knows of a monitored account. */
  choose: procedure.input(place.extend({ draftId: id, monitorId: id })).output(accountDraft),
  /** What has changed in Site24x7 since a connected account was taken from it. */
  changes: procedure.input(z.object({ accountId: id })).output(z.array(linkChange).readonly()),
  /** Takes these changes over. */
  update: procedure.input(z.object({ accountId: id })).output(nothing),
  /** Keeps the account as it is, without Site24x7. */
  unlink: procedure.input(z.object({ accountId: id })).output(nothing),
};
