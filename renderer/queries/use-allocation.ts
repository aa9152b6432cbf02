import { computed, type ComputedRef } from "vue";
import { costByUnit } from "#core/allocation/cost-by-unit.ts";
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
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import type { EngineClient } from "../backend/backend.ts";
import { useAllocationModels } from "./use-allocation-models.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { useTagProfiles } from "./use-tag-profiles.ts";

/** A question about a model; the virtual tags it needs are sent along. */
export type AllocationQuestion = Omit<AllocationQuery, "profiles">;

/** An answer with the question it belongs to. */
export type AnsweredAllocation = { readonly question: AllocationQuestion; readonly answer: AllocationAnswer };

/** Cost of a model's units over time. */
export function useAllocation(question: () => AllocationQuestion | null): EngineAnswer<AnsweredAllocation> {
  return useModelQuestion("allocation", question, async (engine, asked, signal) => ({
    question: asked,
    answer: await engine.allocation.query(asked, { signal }),
  }));
}

/** What each rule of a model takes. */
export function useAllocationPreview(
  question: () => AllocationQuestion | null,
): EngineAnswer<AllocationPreview> {
  return useModelQuestion("allocationPreview", question, (engine, asked, signal) =>
    engine.allocation.preview(asked, { signal }),
  );
}

/** A unit's cost by service or account. */
export function useStatement(
  question: () => Omit<StatementQuery, "profiles"> | null,
): EngineAnswer<readonly StatementRow[]> {
  return useModelQuestion("statement", question, (engine, asked, signal) =>
    engine.allocation.statement(asked, { signal }),
  );
}

/** Cost by unit of the model in force, after the split, as an answer like any other: groups are units by id. Null without a model. */
export function useUnitCosts(question: () => Omit<AllocationQuestion, "model"> | null): {
  readonly answer: ComputedRef<CostAnswer | null>;
  readonly state: EngineAnswer<AnsweredAllocation>["state"];
} {
  const { active } = useAllocationModels();
  const { value, state } = useAllocation(() => {
    const asked = question();
    return asked === null || active.value === null ? null : { ...asked, model: active.value };
  });
  return {
    state,
    answer: computed(() => value.value && costByUnit(value.value.question.model, value.value.answer)),
  };
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

function useModelQuestion<Q extends AllocationQuestion, T>(
  name: string,
  question: () => Q | null,
  ask: (
    engine: EngineClient,
    asked: Q & Pick<AllocationQuery, "profiles">,
    signal: AbortSignal,
  ) => Promise<T>,
): EngineAnswer<T> {
  const profiles = useTagProfiles();
  const complete = (): (Q & Pick<AllocationQuery, "profiles">) | null => {
    const wanted = question();
    const held = profiles.value.value;
    return wanted === null || held === null
      ? null
      : { ...wanted, profiles: profilesOfModel(wanted.model, held) };
  };
  return useEngineQuestion({ question: complete, key: (asked) => [name, asked], ask });
}
