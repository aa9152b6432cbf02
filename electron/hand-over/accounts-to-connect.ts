import { randomUUID } from "node:crypto";
import type { DraftFields } from "#core/account/draft.ts";
import { openAccountStore } from "../accounts/account-store.ts";

/** Puts the accounts of a workspace file down as drafts of the new workspace: each has to be connected anew, with its own external id. */
export async function putDownAccounts(
  directory: string,
  outlines: readonly DraftFields[],
  now: Date,
): Promise<void> {
  if (outlines.length === 0) return;
  const store = await openAccountStore(directory, () => undefined);
  for (const fields of outlines)
    await store.putDraft({
      id: randomUUID(),
      editing: null,
      fields: { ...fields, stage: 1, profile: "" },
      externalId: randomUUID(),
      keys: null,
      link: null,
      updatedAt: now.toISOString(),
    });
}
