import { useRouter } from "vue-router";
import type { LinkChange, Site24x7Login } from "#core/site24x7/link.ts";
import type { MonitoredAccount, MspCustomer } from "#core/site24x7/answers/monitored-account.ts";
import type { HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useHostQuery, type HostAnswer } from "./use-host-query.ts";
import { useWorkspaces } from "./use-workspaces.ts";

export type TypedSignIn = Parameters<HostClient["site24x7"]["signIn"]>[0];

const HOUR_MS = 3_600_000;

/** The workspace's sign-ins to Site24x7, and what adds to them and takes from them. */
export function useSite24x7Logins(): HostAnswer<readonly Site24x7Login[]> & {
  readonly signIn: (typed: TypedSignIn) => Promise<Site24x7Login>;
  readonly signOut: (loginId: string) => Promise<void>;
} {
  const { host } = useBackend();
  const answer = useHostQuery({
    key: () => ["site24x7-logins"],
    ask: (client, signal) => client.site24x7.logins(undefined, { signal }),
  });
  return {
    ...answer,
    async signIn(typed) {
      const login = await host.site24x7.signIn(typed);
      await answer.askAgain();
      return login;
    },
    async signOut(loginId) {
      await host.site24x7.signOut({ loginId });
      await answer.askAgain();
    },
  };
}

/** Gives a customer a workspace of its own and goes on with the account there. */
export function useClientWorkspace(): (
  chosen: Parameters<HostClient["site24x7"]["separate"]>[0],
) => Promise<void> {
  const { host } = useBackend();
  const router = useRouter();
  const { open } = useWorkspaces();
  return async (chosen) => {
    const { workspaceId, draftId } = await host.site24x7.separate(chosen);
    await open(workspaceId);
    await router.push({ name: "integrateAccount", params: { draftId } });
  };
}

/** What was changed in Site24x7 since an account was taken from it, and what takes it over. */
export function useLinkChanges(
  accountId: () => string,
): HostAnswer<readonly LinkChange[]> & { readonly update: () => Promise<void> } {
  const { host } = useBackend();
  const answer = useHostQuery({
    key: () => ["site24x7-changes", accountId()],
    ask: (client, signal) => client.site24x7.changes({ accountId: accountId() }, { signal }),
    freshMs: 0,
  });
  return { ...answer, update: () => host.site24x7.update({ accountId: accountId() }) };
}

/** Customers of an MSP login; asked for at most hourly, since Site24x7 counts requests. */
export function useMspCustomers(loginId: () => string | null): HostAnswer<readonly MspCustomer[]> {
  return useHostQuery({
    key: () => ["site24x7-customers", loginId()],
    isEnabled: () => loginId() !== null,
    ask: (host, signal) => host.site24x7.customers({ loginId: loginId() ?? "" }, { signal }),
    freshMs: HOUR_MS,
  });
}

/** AWS accounts monitored for a customer or for the login itself; null while that is not said. */
export function useMonitoredAccounts(
  place: () => { readonly loginId: string; readonly customer: MspCustomer | null } | null,
): HostAnswer<readonly MonitoredAccount[]> {
  return useHostQuery({
    key: () => ["site24x7-accounts", place()?.loginId, place()?.customer?.zaaid],
    isEnabled: () => place() !== null,
    ask: (host, signal) => {
      const { loginId, customer } = place() ?? { loginId: "", customer: null };
      return host.site24x7.awsAccounts({ loginId, customer }, { signal });
    },
    freshMs: HOUR_MS,
  });
}
