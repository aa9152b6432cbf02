import { compare } from "#core/compare/compare.ts";
import type {
  ComparedSide,
  ComparisonAnswer,
  ComparisonQuery,
  PeriodSums,
} from "#core/compare/comparison.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";
import { periodSums } from "./period-sums.ts";

/** Holds two periods against each other; nothing of a period that was handed in is kept. */
export async function comparePeriods(
  workspace: OpenWorkspace,
  query: ComparisonQuery,
  signal?: AbortSignal,
): Promise<ComparisonAnswer> {
  const sumsOf = async (side: ComparedSide): Promise<PeriodSums> =>
    side.kind === "given" ? side.sums : periodSums(workspace, { ...query, range: side.range }, signal);
  const before = await sumsOf(query.before);
  const now = await sumsOf(query.now);
  return compare({ before, now }, query);
}
