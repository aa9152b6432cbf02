import type { KeychainState } from "../../../queries/use-credentials.ts";

const STATES: Readonly<Record<KeychainState["keychain"], string>> = {
  ok: "",
  locked: "The keychain is locked. Unlock it before you enter keys that are meant to stay.",
  unavailable: "This computer offers no keychain.",
  denied: "The keychain did not let the app write to it. Allow it in the keychain's settings.",
};

/** What to know about the keychain before keys are entered; empty when they are kept as they should be. */
export function keychainNote(state: KeychainState | null): string {
  if (state === null) return "";
  const session = state.session
    ? "Keys are kept in memory for this session only and are never written to disk."
    : "";
  return [STATES[state.keychain], session].filter((part) => part !== "").join(" ");
}
