import { computed, shallowRef, watch, type ComputedRef } from "vue";
import type { AccountDraft } from "#core/account/draft.ts";
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

/** `isNew`: it was made by opening it. */
export type OpenedDraft = { readonly draft: AccountDraft; readonly isNew: boolean };

/** Opens the wanted draft, making it where it is new. */
export function useOpenedDraft(wanted: () => WantedDraft): ComputedRef<AsyncState<OpenedDraft>> {
  const { host } = useBackend();
  const state = shallowRef<AsyncState<OpenedDraft>>({ kind: "loading" });
  let round = 0;
  watch(() => JSON.stringify(wanted()), open, { immediate: true });
  return computed(() => state.value);

  async function open(): Promise<void> {
    round += 1;
    const mine = round;
    const asked = wanted();
    const held = state.value;
    const isHere = held.kind === "ready" && asked.kind === "begun" && held.value.draft.id === asked.id;
    if (isHere) return;
    state.value = { kind: "loading" };
    const opened = await load(asked).catch((error: unknown): AsyncState<OpenedDraft> => ({
      kind: "failed",
      problem: problemOf(failureOf(error)),
      retry: () => void open(),
    }));
    if (mine === round) state.value = opened;
  }

  async function load(asked: WantedDraft): Promise<AsyncState<OpenedDraft>> {
    const ready = (draft: AccountDraft, isNew: boolean): AsyncState<OpenedDraft> => ({
      kind: "ready",
      value: { draft, isNew },
      isRefreshing: false,
    });
    if (asked.kind === "new") return ready(await host.drafts.create(), true);
    const begun = await host.drafts.list();
    if (asked.kind === "edit") {
      const isNew = !begun.some(({ editing }) => editing === asked.accountId);
      return ready(await host.drafts.edit({ accountId: asked.accountId }), isNew);
    }
    const found = begun.find(({ id }) => id === asked.id);
    if (found !== undefined) return ready(found, false);
    return {
      kind: "failed",
      problem: problemOf(failure("draft.unknown", { id: asked.id })),
      retry: () => void open(),
    };
  }
}

/** True when nothing was entered since a new draft was opened: there is nothing to come back to. */
export function isUntouched(opened: OpenedDraft, now: AccountDraft): boolean {
  const entered = ({ fields, externalId, keys }: AccountDraft): string =>
    JSON.stringify([{ ...fields, stage: 1 }, externalId, keys]);
  return opened.isNew && entered(opened.draft) === entered(now);
}
