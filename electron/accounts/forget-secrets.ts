import type { Keychain } from "../secrets/keychain.ts";
import { createAccountKeys } from "./account-keys.ts";
import { openAccountStore } from "./account-store.ts";
import { createSignIns } from "./sign-ins.ts";

/** Takes everything a workspace keeps in the keychain out of it; a locked keychain refuses that aloud. */
export async function forgetSecrets(
  directory: string,
  keychain: (workspaceId: string) => Keychain,
): Promise<void> {
  const { accounts, drafts, logins, keychainId } = (
    await openAccountStore(directory, () => undefined)
  ).book();
  const own = keychain(keychainId);
  const keys = createAccountKeys(own);
  const signIns = createSignIns(own);
  for (const { account, keys: kept } of accounts) if (kept !== null) await keys.forget(account.id);
  for (const draft of drafts) if (draft.keys !== null) await keys.forget(draft.id);
  for (const { id } of logins) await signIns.forget(id);
}
