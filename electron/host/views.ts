import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { listViews, removeView, saveView } from "./view-store.ts";

const { views } = implement(hostContract);

export function viewHandlers(workspace: OpenWorkspace, now: () => Date) {
  const inTurn = oneAtATime();
  return views.router({
    list: views.list.handler(() => listViews(workspace.required().directory)),
    save: views.save.handler(({ input }) =>
      inTurn(() => saveView(workspace.required().directory, input, now())),
    ),
    remove: views.remove.handler(({ input }) =>
      inTurn(() => removeView(workspace.required().directory, input.id)),
    ),
  });
}
