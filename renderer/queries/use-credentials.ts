import type { Profile } from "#core/account/identity.ts";
import type { HostClient } from "../backend/backend.ts";
import { useHostQuery, type HostAnswer } from "./use-host-query.ts";

export type KeychainState = Awaited<ReturnType<HostClient["credentials"]["keychain"]>>;

/** Profiles of the AWS CLI on this computer. */
export function useProfiles(): HostAnswer<readonly Profile[]> {
  return useHostQuery({
    key: () => ["profiles"],
    ask: (host, signal) => host.credentials.profiles(undefined, { signal }),
    freshMs: 0,
  });
}

/** Whether this computer's keychain can keep access keys. */
export function useKeychain(): HostAnswer<KeychainState> {
  return useHostQuery({
    key: () => ["keychain"],
    ask: (host, signal) => host.credentials.keychain(undefined, { signal }),
    freshMs: 0,
  });
}
