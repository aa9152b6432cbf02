import { useQueryClient } from "@tanstack/vue-query";
import type { AccountDraft } from "#core/account/draft.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useAttempt } from "./use-attempt.ts";
import { hostKey, useHostQuery, type HostAnswer } from "./use-host-query.ts";

const KEY = ["drafts"];

/** Accounts that were begun and not saved yet, last changed first. */
export function useDrafts(): HostAnswer<readonly AccountDraft[]> & {
  readonly discard: (id: string) => Promise<boolean>;
} {
  const { host } = useBackend();
  const client = useQueryClient();
  const workspace = useWorkspaceStore();
  const attempt = useAttempt();
  const answer = useHostQuery({
    key: () => KEY,
    ask: (asked, signal) => asked.drafts.list(undefined, { signal }),
    freshMs: 0,
  });
  return {
    ...answer,
    discard: (id) =>
      attempt(async () => {
        await host.drafts.discard({ id });
        await client.invalidateQueries({ queryKey: hostKey(workspace.id, KEY) });
      }),
  };
}
