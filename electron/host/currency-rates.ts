import { currencyRates as schema } from "#core/contract/schema/currency.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

export function currencyRateHandlers(workspace: OpenWorkspace) {
  return serveCollection(createCollection("currencyRates", schema, () => workspace.required().directory));
}
