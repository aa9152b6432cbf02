import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { invoice, signOff } from "#core/contract/schema/tie-out.ts";
import type { Invoice } from "#core/tie-out/invoice.ts";
import type { SignOff } from "#core/tie-out/sign-off.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { invoices, signOffs } = implement(hostContract);

/** The invoices kept with a workspace folder. */
export function invoiceCollection(directory: () => string): Collection<Invoice> {
  return createCollection("invoices", invoice, directory);
}

/** Months of a workspace folder that somebody has signed off. */
export function signOffCollection(directory: () => string): Collection<SignOff> {
  return createCollection("signOffs", signOff, directory);
}

export function invoiceHandlers(workspace: OpenWorkspace) {
  const kept = invoiceCollection(() => workspace.required().directory);
  return invoices.router({
    list: invoices.list.handler(() => kept.list()),
    save: invoices.save.handler(({ input }) => kept.save(input)),
    remove: invoices.remove.handler(({ input }) => kept.remove(input.id)),
    place: invoices.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}

export function signOffHandlers(workspace: OpenWorkspace) {
  const kept = signOffCollection(() => workspace.required().directory);
  return signOffs.router({
    list: signOffs.list.handler(() => kept.list()),
    save: signOffs.save.handler(({ input }) => kept.save(input)),
    remove: signOffs.remove.handler(({ input }) => kept.remove(input.id)),
    place: signOffs.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
