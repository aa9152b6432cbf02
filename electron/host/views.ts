import { randomUUID } from "node:crypto";
import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { savedView } from "#core/contract/schema/workspace.ts";
import { createCollection } from "./collection.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { views } = implement(hostContract);

export function viewHandlers(workspace: OpenWorkspace, now: () => Date) {
  const kept = createCollection("views", savedView, () => workspace.required().directory);
  return views.router({
    list: views.list.handler(() => kept.list()),
    /** A view of the same name is replaced. */
    save: views.save.handler(async ({ input }) => {
      const known = (await kept.list()).find(({ name }) => name === input.name);
      const saved = { ...input, id: known?.id ?? randomUUID(), savedAt: now().toISOString() };
      await kept.save(saved);
      return saved;
    }),
    remove: views.remove.handler(({ input }) => kept.remove(input.id)),
  });
}
