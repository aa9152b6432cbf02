import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import { useComparison } from "../../queries/use-comparison.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useWorkspaces } from "../../queries/use-workspaces.ts";
import type { ExplorationView } from "../../stores/exploration-link.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useWorkspaceStore } from "../../stores/workspace.ts";
import { linkTo, placeOf, type ComparePlace } from "./compare-place.ts";
import { productsQuestion, wholeQuestion } from "./compare-questions.ts";

/** The comparison that is open: its place, its questions, and the ways to change it. */
export function useCompare() {
  const route = useRoute();
  const router = useRouter();
  const exploration = useExplorationStore();
  const workspace = useWorkspaceStore();
  const schema = useWorkspaceSchema();
  const workspaces = useWorkspaces();

  const place = computed(() => placeOf(route.params));
  const others = computed(() => workspaces.list.value.filter(({ id }) => id !== workspace.id));
  /** The other workspace; null where both periods are of the open one. */
  const other = computed(() => others.value.find(({ id }) => id === place.value.workspaceId) ?? null);
  /** A link can name a workspace that is gone, or is the open one. */
  const valid = computed((): ComparePlace =>
    other.value === null ? { ...place.value, workspaceId: null } : place.value,
  );
  const question = computed(() => {
    const { range, metric, filters, groupBy, currency, comparison } = exploration;
    if (range === null || schema.value.value === null || workspaces.state.value.kind === "loading")
      return null;
    return wholeQuestion({ range, metric, filters, groupBy, currency, comparison }, valid.value);
  });
  const whole = useComparison(() => question.value);
  const products = useComparison(() =>
    question.value === null ? null : productsQuestion(question.value, valid.value),
  );

  return {
    place: valid,
    others,
    other,
    question,
    data: computed(() => schema.value.value?.range ?? null),
    schema: schema.state,
    whole,
    products,
    go: (patch: Partial<ComparePlace>, view: Partial<ExplorationView> = {}): void =>
      void router.push(linkTo({ ...valid.value, ...patch }, exploration.linkTo(view))),
  };
}
