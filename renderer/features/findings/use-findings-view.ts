import { computed, ref } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { FindingFigure } from "#core/cost/explain/figure.ts";
import { assumptionId } from "#core/finding/assumptions.ts";
import type { Assumption, SetAssumption } from "#core/finding/finding.ts";
import type { FindingMark, FindingsQuery, FindingStatus } from "#core/finding/findings-query.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { addMonths, periodOf, rangeOfPeriod } from "#core/time/period.ts";
import { useAttempt } from "../../queries/use-attempt.ts";
import {
  useFindingAssumptions,
  useFindingMarks,
  useFindingsJob,
  useMeasured,
} from "../../queries/use-findings.ts";
import { useFindingsAnywhere } from "../../queries/use-findings-anywhere.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import {
  ALL_FINDINGS,
  leftOut,
  listFindings,
  totalsOf,
  type FindingsFilter,
} from "#core/finding/listed-finding.ts";

/** What is read beside the list instead of a finding. */
export const NOTES = ["notComputable", "beyond", "clear"] as const;
export type Note = (typeof NOTES)[number];

/** The findings of one month, what was decided about each, and what can be decided. */
export function useFindingsView() {
  const route = useRoute();
  const router = useRouter();
  const exploration = useExplorationStore();
  const attempt = useAttempt();
  const marks = useFindingMarks();
  const assumptions = useFindingAssumptions();
  const { value: schema, state: schemaState } = useWorkspaceSchema();
  const job = useFindingsJob();
  const filter = ref<FindingsFilter>(ALL_FINDINGS);
  const onTheWay = new Map<string, FindingMark>();

  const months = computed(() => {
    const held = schema.value?.range ?? null;
    if (held === null) return [];
    const found: string[] = [];
    for (let month = lastMonth(held.to); month >= periodOf(held.from); month = addMonths(month, -1))
      found.push(month);
    return found;
  });
  /** The newest month that has ended; one that goes on says less every day it is young. */
  const month = computed(() => {
    const asked = text(route.query["month"]);
    if (asked !== null && months.value.includes(asked)) return asked;
    const [newest, before] = months.value;
    const isEnded = schema.value?.range?.to.endsWith("-01") === true;
    return (isEnded ? newest : (before ?? newest)) ?? null;
  });
  const set = computed((): readonly SetAssumption[] =>
    (assumptions.value.value ?? []).map(({ finding, assumption, value }) => ({
      finding,
      id: assumption,
      value,
    })),
  );
  const query = computed((): FindingsQuery | null =>
    month.value === null || assumptions.value.value === null || marks.value.value === null
      ? null
      : {
          range: rangeOfPeriod(month.value),
          currency: exploration.currency,
          assumptions: set.value,
          leaveOut: leftOut(marks.value.value, filter.value),
        },
  );
  const answer = useFindingsAnywhere(() => query.value);
  const listed = computed(() =>
    answer.value.value === null
      ? []
      : listFindings(answer.value.value, marks.value.value ?? [], filter.value),
  );
  const note = computed(() => NOTES.find((each) => each === route.query["note"]) ?? null);
  const chosen = computed(() => {
    if (note.value !== null) return null;
    return listed.value.find(({ rule }) => rule.id === route.query["finding"]) ?? listed.value[0] ?? null;
  });
  const mark = computed(() => (chosen.value === null ? null : markOf(chosen.value.rule.id)));
  const measured = useMeasured(() =>
    mark.value?.accepted == null ? null : { marks: [mark.value], assumptions: set.value },
  );

  return {
    schema,
    schemaState,
    job,
    months,
    month,
    filter,
    asked: answer.query,
    answer,
    listed,
    chosen,
    note,
    mark,
    /** What was decided on each. */
    marks: computed(() => marks.value.value ?? []),
    set,
    totals: computed(() => totalsOf(listed.value)),
    measured: computed(
      () => measured.value.value?.find(({ finding }) => finding === chosen.value?.rule.id) ?? null,
    ),
    measuredState: measured.state,
    showMonth: (chosenMonth: string) => go({ month: chosenMonth }),
    choose: (finding: string) => go({ finding, note: undefined }),
    showNote: (chosenNote: Note) => go({ note: chosenNote }),
    decide,
    keepNote: (id: string, words: string) => keep(id, { note: words }),
    keepOwner: (id: string, owner: string) => keep(id, { owner }),
    assume,
    questionOf,
  };

  /** A number of the list, of a finding or of a thing as a question of its own. */
  function questionOf(
    measure: FindingFigure["measure"],
    of: Partial<Pick<FindingFigure, "findingId" | "item" | "confidence">> = {},
  ): FindingFigure | null {
    // Its parts are line items on this computer.
    if (query.value === null || answer.isAway.value) return null;
    const { range, currency } = query.value;
    const whole = { findingId: null, item: null, confidence: null };
    return { kind: "finding", measure, ...whole, ...of, filter: filter.value, range, currency };
  }

  function go(patch: Readonly<Record<string, string | undefined>>): void {
    void router.replace({ query: { ...route.query, ...patch } });
  }

  function markOf(id: string): FindingMark | null {
    return (marks.value.value ?? []).find((each) => each.id === id) ?? null;
  }

  /** What is accepted for the first time is held against what it was to save then. */
  function decide(id: string, status: FindingStatus): Promise<boolean> {
    const finding = listed.value.find(({ rule }) => rule.id === id);
    const currency = answer.value.value?.currency;
    // The month of what is on the screen: another one may be on its way.
    const at = answer.value.value?.months.at(-1);
    const isFollowed = status === "accepted" || status === "done";
    const expected = finding?.result.kept ?? null;
    const accepted =
      isFollowed && expected !== null && currency !== undefined && at !== undefined
        ? { month: at, expected, currency }
        : null;
    return keep(id, { status, accepted: isFollowed ? (markOf(id)?.accepted ?? accepted) : null });
  }

  /** Two changes in a row build on each other, though the first is still on its way. */
  async function keep(id: string, patch: Partial<FindingMark>): Promise<boolean> {
    const before = onTheWay.get(id) ??
      markOf(id) ?? { id, status: "open", note: "", owner: "", accepted: null };
    const mark: FindingMark = { ...before, ...patch, markedAt: new Date().toISOString() };
    onTheWay.set(id, mark);
    const isKept = await attempt(() => marks.save(mark));
    if (onTheWay.get(id) === mark) onTheWay.delete(id);
    return isKept;
  }

  /** Null goes back to the published number. */
  function assume(finding: string, { id }: Assumption, value: Decimal | null): Promise<boolean> {
    const key = assumptionId(finding, id);
    return attempt(() =>
      value === null
        ? assumptions.remove(key)
        : assumptions.save({ id: key, finding, assumption: id, value }),
    );
  }
}

function lastMonth(to: string): string {
  return to.endsWith("-01") ? addMonths(periodOf(to), -1) : periodOf(to);
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
