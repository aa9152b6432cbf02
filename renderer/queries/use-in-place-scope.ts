import {
  computed,
  inject,
  type ComputedRef,
  type InjectionKey,
  onScopeDispose,
  provide,
  shallowReactive,
} from "vue";
import type { PlaceState } from "#core/in-place/in-place.ts";

/** A question of the screen; `state` is null where this computer answers alone. */
export type PlaceQuestion = {
  readonly state: ComputedRef<PlaceState | null>;
  readonly agree: () => void;
  readonly stop: () => void;
};

/** The questions of a screen that may be asked in AWS, told together. */
export type InPlaceScope = {
  /** False on screens that read this computer only. */
  readonly isOn: ComputedRef<boolean>;
  readonly states: ComputedRef<readonly PlaceState[]>;
  /** Asks what the user's word was needed for. */
  readonly agree: () => void;
  /** Stops what runs, in AWS as well. */
  readonly stop: () => void;
  readonly register: (question: PlaceQuestion) => void;
};

const SCOPE: InjectionKey<InPlaceScope> = Symbol("inPlace");

/** Lets the questions of everything inside be asked in AWS while `isOn`. */
export function provideInPlace(isOn: () => boolean): InPlaceScope {
  const questions = shallowReactive(new Set<PlaceQuestion>());
  const scope: InPlaceScope = {
    isOn: computed(isOn),
    states: computed(() => [...questions].flatMap(({ state }) => state.value ?? [])),
    agree: () => {
      for (const { state, agree } of questions) if (state.value?.kind === "unasked") agree();
    },
    stop: () => {
      for (const { stop } of questions) stop();
    },
    register(question) {
      questions.add(question);
      onScopeDispose(() => questions.delete(question));
    },
  };
  provide(SCOPE, scope);
  return scope;
}

/** Tells of the questions inside by itself, as a tile does; asks AWS where the screen does. */
export function nestInPlace(): InPlaceScope {
  const outer = inject(SCOPE, null);
  return provideInPlace(() => outer?.isOn.value ?? false);
}

/** Null where nothing is asked in AWS. */
export function useInPlaceScope(): InPlaceScope | null {
  return inject(SCOPE, null);
}
