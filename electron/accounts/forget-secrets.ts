import type { Keychain } from "../secrets/keychain.ts";
import { createAccountKeys } from "./account-keys.ts";
import { openAccountStore } from "./account-store.ts";
import { createSignIns } from "./sign-ins.ts";

/** Takes everything a workspace keeps in the keychain out of it and says how many entries that were; a locked keychain refuses that aloud. */
export async function forgetSecrets(
  directory: string,
  keychain: (workspaceId: string) => Keychain,
): Promise<number> {
  const { accounts, drafts, logins, keychainId } = (
    await openAccountStore(directory, () => undefined)
  ).book();
  const own = keychain(keychainId);
  const keys = createAccountKeys(own);
  const signIns = createSignIns(own);
  const withKeys = [
    ...accounts.flatMap(({ account, keys: kept }) => (kept === null ? [] : [account.id])),
    ...drafts.flatMap(({ id, keys: kept }) => (kept === null ? [] : [id])),
  ];
  for (const id of withKeys) await keys.forget(id);
  for (const { id } of logins) await signIns.forget(id);
  return withKeys.length + logins.length;
}
