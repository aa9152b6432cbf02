import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { listProfiles } from "../aws/identity/profiles.ts";
import type { OpenAccounts } from "./open-accounts.ts";

const { credentials } = implement(hostContract);

export function credentialHandlers(open: OpenAccounts) {
  return credentials.router({
    profiles: credentials.profiles.handler(() => listProfiles()),
    keychain: credentials.keychain.handler(async () => {
      const { keychain, keys } = (await open.current()).accounts;
      const state = await keychain.state();
      return { keychain: state, session: state !== "ok" || keys.isSessionOnly() };
    }),
  });
}
