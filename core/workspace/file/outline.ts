import type { DraftFields } from "../../account/draft.ts";
import { fieldsOfAccount } from "../../account/draft-account.ts";
import type { CostAccount } from "../../account/cost-account.ts";

/**
 * What of a connected account goes into a workspace file: what AWS calls things, so that the account can be connected again.
 * Keys, the external id, the name of a profile on this computer and a login to Site24x7 stay behind.
 */
export function outlineOf(account: CostAccount): DraftFields {
  return { ...fieldsOfAccount(account), source: "aws", base: "profile", profile: "" };
}
