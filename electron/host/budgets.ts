import type { Budget } from "#core/budget/budget.ts";
import { budget } from "#core/contract/schema/budget.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

/** The budgets of a workspace folder. */
export function budgetCollection(directory: () => string): Collection<Budget> {
  return createCollection("budgets", budget, directory);
}

export function budgetHandlers(workspace: OpenWorkspace) {
  return serveCollection(budgetCollection(() => workspace.required().directory));
}
