import { computed, type ComputedRef } from "vue";
import type { FindingsAnswer, FindingsAway, FindingsQuery } from "#core/finding/findings-query.ts";
import { periodOf } from "#core/time/period.ts";
import { useKnownAccountsInPlace } from "./use-accounts-in-place.ts";
import { useAnywhere } from "./use-anywhere.ts";
import { type EngineAnswer, useEngineQuestion } from "./use-engine-query.ts";
import { findingsHere } from "./use-findings.ts";
import { useInPlaceScope } from "./use-in-place-scope.ts";
import { usePeriods } from "./use-workspace-facts.ts";

type Found = { readonly query: FindingsQuery; readonly answer: FindingsAnswer };

export type FindingsAnywhere = EngineAnswer<FindingsAnswer> & {
  /** The question that the answer belongs to, by which further ones about it are asked. */
  readonly query: ComputedRef<FindingsQuery | null>;
  /** The answer is of a month in AWS. */
  readonly isAway: ComputedRef<boolean>;
  /** Accounts whose part of the month stays in AWS, while what is here was looked through. */
  readonly leftThere: ComputedRef<readonly string[]>;
};

/**
 * What the rules find in a month, here or in AWS: a month of which any bill is on this computer is looked through here, and the
 * question says what that leaves out. What is left out of the savings is no matter of AWS and asks nothing there again.
 */
export function useFindingsAnywhere(query: () => FindingsQuery | null): FindingsAnywhere {
  const outer = useInPlaceScope();
  const accounts = useKnownAccountsInPlace();
  const { value: periods, failure: unknown } = usePeriods();
  const isHere = (month: string): boolean =>
    periods.value?.some(({ billingPeriod, counted }) => counted && billingPeriod === month) ?? false;
  const scope =
    outer === null
      ? null
      : {
          ...outer,
          isOn: computed(() => outer.isOn.value && !isHere(periodOf(query()?.range.from ?? ""))),
        };
  const looked = useAnywhere(
    () => {
      const asked = query();
      if (asked === null || (periods.value === null && unknown.value === null)) return null;
      const whole = { ...asked, leaveOut: NONE };
      return { asked: whole, sent: whole };
    },
    {
      kind: "findingsAway",
      scope,
      here: (): Promise<FindingsAway | null> => Promise.resolve(null),
      away: (host, { sent, hasConsent }, signal) =>
        host.inPlace.findings({ query: sent, hasConsent }, { signal }),
    },
  );
  const found = useEngineQuestion({
    question: (): FindingsQuery | null => {
      const leaveOut = query()?.leaveOut;
      if (looked.value.value === null || leaveOut === undefined) return null;
      const { query: asked, answer } = looked.value.value;
      const { range, currency, assumptions } = asked;
      return { range, currency, assumptions, leaveOut, ...(answer === null ? {} : { run: answer.run }) };
    },
    key: (asked) => ["findings", asked],
    ask: async (engine, asked, signal): Promise<Found> => ({
      query: asked,
      answer: await findingsHere(engine, asked, signal),
    }),
  });
  return {
    failure: computed(() => looked.failure.value ?? found.failure.value),
    value: computed(() => found.value.value?.answer ?? null),
    state: computed(() => {
      if (looked.state.value.kind !== "ready") return looked.state.value;
      const state = found.state.value;
      return state.kind === "ready" ? { ...state, value: state.value.answer } : state;
    }),
    query: computed(() => found.value.value?.query ?? null),
    isAway: computed(() => found.value.value?.query.run !== undefined),
    leftThere: computed(() => {
      const month = periodOf(query()?.range.from ?? "");
      if (!isHere(month)) return NONE;
      return accounts.value.filter(({ away }) => away.includes(month)).map(({ displayName }) => displayName);
    }),
  };
}

const NONE: readonly never[] = [];
