import { implement } from "@orpc/server";
import type { Budget } from "#core/budget/budget.ts";
import { hostContract } from "#core/contract/host.ts";
import { budget } from "#core/contract/schema/budget.ts";
import { createCollection, type Collection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { budgets } = implement(hostContract);

/** The budgets of a workspace folder. */
export function budgetCollection(directory: () => string): Collection<Budget> {
  return createCollection("budgets", budget, directory);
}

export function budgetHandlers(workspace: OpenWorkspace) {
  const kept = budgetCollection(() => workspace.required().directory);
  return budgets.router({
    list: budgets.list.handler(() => kept.list()),
    save: budgets.save.handler(({ input }) => kept.save(input)),
    remove: budgets.remove.handler(({ input }) => kept.remove(input.id)),
    place: budgets.place.handler(({ input }) => kept.place(input.item, input.at)),
  });
}
