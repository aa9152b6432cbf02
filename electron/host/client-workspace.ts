import { EMPTY_FIELDS } from "#core/account/draft.ts";
import type { MspCustomer } from "#core/site24x7/answers/monitored-account.ts";
import type { OpenAccounts } from "./open-accounts.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { WorkspaceRegistry } from "./workspace-registry.ts";

export type ClientWorkspaceParts = {
  readonly registry: WorkspaceRegistry;
  readonly workspace: OpenWorkspace;
  readonly accounts: OpenAccounts;
};

/**
 * Gives a customer of an MSP login a workspace of its own, and leaves the new workspace open. Of the login it gets what
 * serves this customer; the draft is taken along, but for keys that were entered in it.
 */
export async function separateCustomer(
  { registry, workspace, accounts }: ClientWorkspaceParts,
  chosen: { readonly loginId: string; readonly customer: MspCustomer; readonly draftId: string },
): Promise<{ readonly workspaceId: string; readonly draftId: string }> {
  const here = await accounts.current();
  const handed = await here.site24x7.handOver(chosen.loginId);
  const draft = here.drafts.list().find(({ id }) => id === chosen.draftId);
  const created = await registry.create(chosen.customer.name, false);
  if (draft !== undefined && draft.keys === null) await here.drafts.discard(draft.id);
  await workspace.open(created.id);
  const there = await accounts.current();
  await there.site24x7.adopt(handed, chosen.customer);
  const begun = await there.drafts.create();
  await there.drafts.save(begun.id, { ...(draft?.fields ?? EMPTY_FIELDS), source: "site24x7" });
  return { workspaceId: created.id, draftId: begun.id };
}
