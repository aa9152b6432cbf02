import { computed } from "vue";
import { commitmentFigure } from "#core/commitment/explain-commitment.ts";
import type { CommitmentFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import { commitmentName } from "../../../format/commitments.ts";
import { useCommitments } from "../../../queries/use-commitments.ts";
import { useFormat } from "../../../stores/use-format.ts";

const SCOPES: Readonly<Record<CommitmentFigure["scope"], string>> = {
  all: "Savings Plans and reservations",
  savingsPlans: "Savings Plans",
  reservations: "Reservations",
};

/** Asks again for the commitments, by the hour where one hour is meant. */
export function useCommitmentFigure(figure: () => CommitmentFigure | null) {
  const format = useFormat();
  const commitments = useCommitments(() => {
    const asked = figure();
    if (asked === null) return null;
    const { range, currency, arn, hour } = asked;
    return { range, currency, arn, granularity: hour === null ? "total" : "hour" };
  });
  const told = computed((): ExplainedFigure | null => {
    const asked = figure();
    const answer = commitments.value.value;
    if (asked === null || answer === null) return null;
    const { arn, scope, range, hour } = asked;
    const one = answer.commitments.find((each) => each.arn === arn);
    const about = [
      one === undefined ? SCOPES[scope] : commitmentName(one),
      ...(arn === null ? [] : [arn]),
      hour === null ? format.value.range(range) : format.value.bucket(hour),
    ];
    return commitmentFigure(asked, answer, about);
  });
  return { told, state: commitments.state };
}
