import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { currencyRates as schema } from "#core/contract/schema/currency.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { currencyRates } = implement(hostContract);

export function currencyRateHandlers(workspace: OpenWorkspace) {
  const kept = createCollection("currencyRates", schema, () => workspace.required().directory);
  return currencyRates.router({
    list: currencyRates.list.handler(() => kept.list()),
    save: currencyRates.save.handler(({ input }) => kept.save(input)),
    remove: currencyRates.remove.handler(({ input }) => kept.remove(input.id)),
    place: currencyRates.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
