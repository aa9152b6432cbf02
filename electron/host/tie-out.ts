import { invoice, signOff } from "#core/contract/schema/tie-out.ts";
import type { Invoice } from "#core/tie-out/invoice.ts";
import type { SignOff } from "#core/tie-out/sign-off.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** The invoices kept with a workspace folder. */
export function invoiceCollection(directory: () => string): Collection<Invoice> {
  return createCollection("invoices", invoice, directory);
}

/** Months of a workspace folder that somebody has signed off. */
export function signOffCollection(directory: () => string): Collection<SignOff> {
  return createCollection("signOffs", signOff, directory);
}

export function invoiceHandlers(workspace: OpenWorkspace) {
  return serveCollection(invoiceCollection(() => workspace.required().directory));
}

export function signOffHandlers(workspace: OpenWorkspace) {
  return serveCollection(signOffCollection(() => workspace.required().directory));
}
