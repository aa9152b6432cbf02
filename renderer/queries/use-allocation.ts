import { computed } from "vue";
import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  StatementQuery,
  StatementRow,
} from "#core/allocation/allocation-query.ts";
import { profilesOfModel } from "#core/allocation/model-dimension.ts";
import type { TagDetail, TagQuery, TagReport } from "#core/allocation/tag-governance.ts";
import type { ExportSource } from "#core/export/export-table.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { answerAlone, type Answered, type Manner, useAnywhere } from "./use-anywhere.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { useInPlaceScope } from "./use-in-place-scope.ts";
import { useTagProfiles } from "./use-tag-profiles.ts";

/** A question about a model; the virtual tags it needs are sent along. */
export type AllocationQuestion = Omit<AllocationQuery, "profiles">;

/** An answer with the question it belongs to. */
export type AnsweredAllocation = { readonly question: AllocationQuestion; readonly answer: AllocationAnswer };

/** Cost of a model's units over time. */
export function useAllocation(question: () => AllocationQuestion | null): EngineAnswer<AnsweredAllocation> {
  const { state, value, failure } = useModelQuestion(question, {
    kind: "allocation",
    here: (engine, sent, signal) => engine.allocation.query(sent, { signal }),
    away: (host, { sent, hasConsent }, signal) => host.inPlace.units({ query: sent, hasConsent }, { signal }),
  });
  const named = ({ query, answer }: Answered<AllocationQuestion, AllocationAnswer>): AnsweredAllocation => ({
    question: query,
    answer,
  });
  return {
    failure,
    value: computed(() => value.value && named(value.value)),
    state: computed(() =>
      state.value.kind === "ready" ? { ...state.value, value: named(state.value.value) } : state.value,
    ),
  };
}

/** What each rule of a model takes. */
export function useAllocationPreview(
  question: () => AllocationQuestion | null,
): EngineAnswer<AllocationPreview> {
  return answerAlone(
    useModelQuestion(question, {
      kind: "allocationPreview",
      here: (engine, sent, signal) => engine.allocation.preview(sent, { signal }),
      away: (host, { sent, hasConsent }, signal) =>
        host.inPlace.preview({ query: sent, hasConsent }, { signal }),
    }),
  );
}

/** A unit's cost by service or account. */
export function useStatement(
  question: () => Omit<StatementQuery, "profiles"> | null,
): EngineAnswer<readonly StatementRow[]> {
  return answerAlone(
    useModelQuestion(question, {
      kind: "statement",
      here: (engine, sent: StatementQuery, signal) => engine.allocation.statement(sent, { signal }),
      away: (host, { sent, hasConsent }, signal) =>
        host.inPlace.statement({ query: sent, hasConsent }, { signal }),
    }),
  );
}

/** How well every tag key covers the costs. */
export function useTagReport(question: () => TagQuery | null): EngineAnswer<TagReport> {
  return useEngineQuestion({
    question,
    key: (asked) => ["tags", asked],
    ask: (engine, asked, signal) => engine.allocation.tags(asked, { signal }),
  });
}

export function useTagDetail(
  question: () => (TagQuery & { readonly ref: DimensionRef }) | null,
): EngineAnswer<TagDetail> {
  return useEngineQuestion({
    question,
    key: (asked) => ["tag", asked],
    ask: (engine, asked, signal) => engine.allocation.tag(asked, { signal }),
  });
}

/** The chargeback over the whole range, to be written: one row per unit, account and service. */
export function useChargebackSource(): (question: AllocationQuestion) => ExportSource {
  const profiles = useTagProfiles();
  return (question) => {
    const behind = profilesOfModel(question.model, profiles.value.value ?? []);
    return {
      kind: "chargeback",
      title: "Chargeback",
      query: { ...question, granularity: "total", profiles: behind },
    };
  };
}

/** A question about a model, asked on screens that may ask there in AWS as well. */
function useModelQuestion<Q extends AllocationQuestion, T>(
  question: () => Q | null,
  manner: Omit<Manner<Q & Pick<AllocationQuery, "profiles">, T>, "scope">,
): EngineAnswer<Answered<Q, T>> {
  const profiles = useTagProfiles();
  const whole = () => {
    const asked = question();
    const held = profiles.value.value;
    return asked === null || held === null
      ? null
      : { asked, sent: { ...asked, profiles: profilesOfModel(asked.model, held) } };
  };
  return useAnywhere(whole, { ...manner, scope: useInPlaceScope() });
}
