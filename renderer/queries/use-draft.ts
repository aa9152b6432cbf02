import { computed, onScopeDispose, ref, shallowRef, type ComputedRef } from "vue";
import type { AccountDraft, DraftFields } from "#core/account/draft.ts";
import type { HostClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { Problem } from "../ui/async-state.ts";

const SAVE_AFTER_MS = 150;

export type TypedKeys = Parameters<HostClient["drafts"]["setKeys"]>[0]["keys"];
type Chosen = Parameters<HostClient["site24x7"]["choose"]>[0];
type KeysFromFile = Awaited<ReturnType<HostClient["drafts"]["setKeysFromFile"]>>;
type Connected = Awaited<ReturnType<HostClient["drafts"]["connect"]>>;

/** One account being set up. What is typed shows at once and is saved a moment later. */
export type DraftWork = {
  readonly draft: ComputedRef<AccountDraft>;
  readonly fields: ComputedRef<DraftFields>;
  readonly isSaved: ComputedRef<boolean>;
  /** Why the last save failed; what was typed stays and is saved with the next change. */
  readonly problem: ComputedRef<Problem | null>;
  readonly change: (patch: Partial<DraftFields>) => void;
  /** Resolves when everything typed so far is saved. */
  readonly flush: () => Promise<void>;
  readonly renewExternalId: () => Promise<void>;
  readonly setKeys: (keys: TypedKeys) => Promise<void>;
  readonly setKeysFromFile: (path: string, user: string | null) => Promise<KeysFromFile>;
  readonly forgetKeys: () => Promise<void>;
  /** Fills the form with an account that Site24x7 monitors. */
  readonly choose: (chosen: Omit<Chosen, "draftId">) => Promise<void>;
  /** Saves the account and begins its first sync. */
  readonly connect: (allowFailing: boolean) => Promise<Connected>;
};

export function useDraft(opened: AccountDraft): DraftWork {
  const { host } = useBackend();
  const held = shallowRef(opened);
  const isDirty = ref(false);
  const problem = ref<Problem | null>(null);
  const { id } = opened;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inTurn: Promise<unknown> = Promise.resolve();
  let isOver = false;

  onScopeDispose(() => {
    if (!isOver) void flush().catch(() => undefined);
  });

  return {
    draft: computed(() => held.value),
    fields: computed(() => held.value.fields),
    isSaved: computed(() => !isDirty.value),
    problem: computed(() => problem.value),
    change,
    flush,
    renewExternalId: async () => take(await after(() => host.drafts.renewExternalId({ id }))),
    setKeys: async (keys) => take(await after(() => host.drafts.setKeys({ id, keys }))),
    setKeysFromFile: async (path, user) => {
      const answer = await after(() => host.drafts.setKeysFromFile({ id, path, user }));
      if (answer.kind === "set") take(answer.draft);
      return answer;
    },
    forgetKeys: async () => take(await after(() => host.drafts.forgetKeys({ id }))),
    choose: async (chosen) => take(await after(() => host.site24x7.choose({ ...chosen, draftId: id }))),
    connect: async (allowFailing) => {
      const answer = await after(() => host.drafts.connect({ id, allowFailing }));
      isOver = answer.account !== null;
      if (answer.account !== null && answer.account.status !== "configuration-error")
        await host.accounts.sync({ id: answer.account.account.id });
      return answer;
    },
  };

  function change(patch: Partial<DraftFields>): void {
    held.value = { ...held.value, fields: { ...held.value.fields, ...patch } };
    isDirty.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void flush().catch(() => undefined), SAVE_AFTER_MS);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (isDirty.value) await after(() => Promise.resolve());
    else await inTurn;
  }

  /** Calls follow one another, each after everything typed before it is saved. */
  function after<T>(work: () => Promise<T>): Promise<T> {
    const turn = inTurn
      .catch(() => undefined)
      .then(save)
      .then(work);
    inTurn = turn;
    turn.catch(() => undefined);
    return turn;
  }

  async function save(): Promise<void> {
    if (!isDirty.value) return;
    isDirty.value = false;
    try {
      take(await host.drafts.save({ id, fields: held.value.fields }));
      problem.value = null;
    } catch (error) {
      isDirty.value = true;
      problem.value = problemOf(failureOf(error));
      throw error;
    }
  }

  /** The host's answer is the truth except for what was typed since it was asked. */
  function take(answer: AccountDraft): void {
    held.value = isDirty.value ? { ...answer, fields: held.value.fields } : answer;
  }
}
