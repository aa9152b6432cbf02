import { computed, shallowRef, watch, type ComputedRef } from "vue";
import type { AccountDraft } from "#core/account/draft.ts";
import { EMPTY_FIELDS } from "#core/account/draft.ts";
import { failure } from "#core/result/failure.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { AsyncState } from "../ui/async-state.ts";

/** Which draft is wanted: one that was begun, the changes of an account, or a new one. */
export type WantedDraft =
  | { readonly kind: "begun"; readonly id: string }
  | { readonly kind: "edit"; readonly accountId: string }
  | { readonly kind: "new" };

/** Opens the wanted draft, making it where it is new. */
export function useOpenedDraft(wanted: () => WantedDraft): ComputedRef<AsyncState<AccountDraft>> {
  const { host } = useBackend();
  const state = shallowRef<AsyncState<AccountDraft>>({ kind: "loading" });
  let round = 0;
  watch(() => JSON.stringify(wanted()), open, { immediate: true });
  return computed(() => state.value);

  async function open(): Promise<void> {
    round += 1;
    const mine = round;
    const asked = wanted();
    const held = state.value;
    const isHere = held.kind === "ready" && asked.kind === "begun" && held.value.id === asked.id;
    if (isHere) return;
    state.value = { kind: "loading" };
    const opened = await load(asked).catch((error: unknown): AsyncState<AccountDraft> => ({
      kind: "failed",
      problem: problemOf(failureOf(error)),
      retry: () => void open(),
    }));
    if (mine === round) state.value = opened;
  }

  async function load(asked: WantedDraft): Promise<AsyncState<AccountDraft>> {
    const ready = (value: AccountDraft): AsyncState<AccountDraft> => ({
      kind: "ready",
      value,
      isRefreshing: false,
    });
    if (asked.kind === "edit") return ready(await host.drafts.edit({ accountId: asked.accountId }));
    if (asked.kind === "new") return ready(await host.drafts.create());
    const found = (await host.drafts.list()).find(({ id }) => id === asked.id);
    if (found !== undefined) return ready(found);
    return {
      kind: "failed",
      problem: problemOf(failure("draft.unknown", { id: asked.id })),
      retry: () => void open(),
    };
  }
}

/** True for a new draft in which nothing was entered: there is nothing to come back to. */
export function isUntouched({ editing, fields, keys }: AccountDraft): boolean {
  return (
    editing === null &&
    keys === null &&
    JSON.stringify(fields) === JSON.stringify({ ...fields, ...EMPTY_FIELDS })
  );
}
