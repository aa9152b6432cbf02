import type { PseudonymKind } from "#core/workspace/redaction/pseudonym.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";

/** What can be hidden in a copy, in words. */
export const REDACTION_WORDS: Readonly<Record<Redaction, { readonly name: string; readonly text: string }>> =
  {
    accounts: { name: "Account ids", text: "Also inside ARNs" },
    names: { name: "Names", text: "Accounts, units, reports, and what you named" },
    resources: { name: "Resource ids", text: "ARNs keep service, region and kind" },
    tagValues: { name: "Tag values", text: "And those of cost categories" },
    tagKeys: { name: "Tag keys", text: "AWS's own keys stay" },
    invoices: { name: "Invoice numbers", text: "Digits change, the form stays" },
    descriptions: { name: "Descriptions", text: "AWS's price sentences stay" },
  };

export const PSEUDONYM_WORDS: Readonly<Record<PseudonymKind, string>> = {
  account: "Account",
  name: "Name",
  resource: "Resource",
  tagValue: "Tag value",
  tagKey: "Tag key",
  invoice: "Invoice",
  description: "Description",
  report: "Report",
  text: "Text",
};
