import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { separateCustomer, type ClientWorkspaceParts } from "./client-workspace.ts";

const { site24x7 } = implement(hostContract);

export function site24x7Handlers(parts: ClientWorkspaceParts) {
  const { accounts: open } = parts;
  const logins = async () => (await open.current()).site24x7;
  return site24x7.router({
    logins: site24x7.logins.handler(async () => (await logins()).list()),
    signIn: site24x7.signIn.handler(async ({ input }) => (await logins()).signIn(input)),
    signOut: site24x7.signOut.handler(async ({ input }) => (await logins()).signOut(input.loginId)),
    customers: site24x7.customers.handler(async ({ input }) => (await logins()).customers(input.loginId)),
    awsAccounts: site24x7.awsAccounts.handler(async ({ input }) => (await logins()).awsAccounts(input)),
    separate: site24x7.separate.handler(({ input }) => separateCustomer(parts, input)),
    choose: site24x7.choose.handler(async ({ input }) => (await logins()).choose(input)),
    changes: site24x7.changes.handler(async ({ input }) => (await logins()).changes(input.accountId)),
    update: site24x7.update.handler(async ({ input }) => {
      const { site24x7: own, accounts } = await open.current();
      await own.update(input.accountId);
      await accounts.check(input.accountId);
    }),
    unlink: site24x7.unlink.handler(async ({ input }) => {
      const { site24x7: own, accounts } = await open.current();
      await own.unlink(input.accountId);
      await accounts.check(input.accountId);
    }),
  });
}
