import { computed, type ComputedRef } from "vue";
import { modelDimension, profilesOfModel, ruleDimension } from "#core/allocation/model-dimension.ts";
import { profileName, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { profilesNamed, type TagProfile } from "#core/cost/profile/tag-profile.ts";
import { useAllocationModels } from "./use-allocation-models.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

/** The virtual tags kept with the open workspace. */
export function useTagProfiles(): KeptCollection<TagProfile> {
  return useCollection("tagProfiles", (host) => host.tagProfiles);
}

/** All dimensions made by rules: the virtual tags, and the units of the model in force. */
export function useRuleDimensions(): ComputedRef<readonly TagProfile[]> {
  const profiles = useTagProfiles();
  const { active } = useAllocationModels();
  return computed(() => [
    ...(profiles.value.value ?? []),
    ...(active.value === null ? [] : [modelDimension(active.value)]),
  ]);
}

type Asking = {
  readonly filters: readonly Filter[];
  readonly groupBy?: readonly DimensionRef[];
  readonly dimension?: DimensionRef;
  readonly without?: { readonly dimensions: readonly DimensionRef[] } | null;
  readonly profiles?: readonly TagProfile[] | undefined;
};

/** What is asked for, and the same with the definitions it names. */
export type Complete<Q> = { readonly asked: Q; readonly sent: Q };

/** Sends the definitions of virtual tags along with the questions that name them. */
export function useProfiledQuestions(): {
  /** False while a question names a virtual tag and the definitions are not there yet. */
  readonly isReady: (question: Asking | null) => boolean;
  /** The very question where it names none. */
  readonly attach: <Q extends Asking>(question: Q) => Q;
  /** A question with the one that is sent; null as long as it cannot be. */
  readonly complete: <Q extends Asking>(question: Q | null) => Complete<Q> | null;
} {
  const profiles = useTagProfiles();
  const models = useAllocationModels();
  return {
    isReady,
    attach,
    complete: (question) =>
      question !== null && isReady(question) ? { asked: question, sent: attach(question) } : null,
  };

  function isReady(question: Asking | null): boolean {
    return (
      question !== null &&
      (namedIn(question).length === 0 || (profiles.value.value !== null && models.value.value !== null))
    );
  }

  function attach<Q extends Asking>(question: Q): Q {
    const named = namedIn(question);
    if (named.length === 0) return question;
    const held = profiles.value.value ?? [];
    const model = models.active.value;
    const made = model === null ? [] : profilesNamed(named, [modelDimension(model), ruleDimension(model)]);
    const behind = model === null || made.length === 0 ? [] : profilesOfModel(model, held);
    const others = profilesNamed(named, held).filter((one) => !behind.includes(one));
    return { ...question, profiles: [...behind, ...others, ...made] };
  }
}

function namedIn({ groupBy = [], dimension, filters, without }: Asking): readonly DimensionRef[] {
  const refs = [...groupBy, ...filters.map((filter) => filter.dimension), ...(without?.dimensions ?? [])];
  return [...refs, ...(dimension === undefined ? [] : [dimension])].filter(
    (ref) => profileName(ref) !== null,
  );
}
