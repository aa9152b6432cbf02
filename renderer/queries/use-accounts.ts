import { useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose, watch, type ComputedRef } from "vue";
import type { AccountView } from "#core/account/cost-account.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { hostKey, useHostQuery, type HostAnswer } from "./use-host-query.ts";

const KEY = ["accounts"];
const RETRY_MS = 1_000;

/** The cost accounts of the open workspace, those of them that do not work, and those that only wait. */
export function useAccounts(): HostAnswer<readonly AccountView[]> & {
  readonly failing: ComputedRef<readonly AccountView[]>;
  /** Nothing is wrong with them: the network is away, or AWS has delivered nothing yet. */
  readonly waiting: ComputedRef<readonly AccountView[]>;
} {
  const answer = useHostQuery({
    key: () => KEY,
    ask: (host, signal) => host.accounts.list(undefined, { signal }),
  });
  const failing = computed(() =>
    (answer.value.value ?? []).filter(({ status }) => status === "configuration-error"),
  );
  const waiting = computed(() =>
    (answer.value.value ?? []).filter(
      ({ status, notice }) => notice !== null && status !== "configuration-error",
    ),
  );
  return { ...answer, failing, waiting };
}

/** Keeps the accounts as they are now for as long as the caller lives. */
export function useAccountWatch(): void {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  let watching = new AbortController();

  watch(
    () => workspace.id,
    (id) => {
      watching.abort();
      watching = new AbortController();
      if (id !== null) void keepListening(id, watching.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => watching.abort());

  async function keepListening(workspaceId: string, signal: AbortSignal): Promise<void> {
    await listen(workspaceId, signal).catch(() => undefined);
    if (!signal.aborted)
      setTimeout(() => signal.aborted || void keepListening(workspaceId, signal), RETRY_MS);
  }

  async function listen(workspaceId: string, signal: AbortSignal): Promise<void> {
    for await (const views of await host.accounts.watch(undefined, { signal })) {
      if (signal.aborted) return;
      client.setQueryData(hostKey(workspaceId, KEY), { value: views });
    }
  }
}
