import { implement } from "@orpc/server";
import type {
  AcrossQuery,
  AcrossSide,
  ComparedSide,
  ComparisonAnswer,
  PeriodQuery,
} from "#core/compare/comparison.ts";
import { hostContract } from "#core/contract/host.ts";
import type { EngineClient } from "../transport/client.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

const { comparison } = implement(hostContract);

/** What of an engine this needs. */
type ComparingEngine = { readonly comparison: Pick<EngineClient["comparison"], "query" | "sums"> };

/** Reads a workspace that is not the open one, and lets go of it. */
export type LookAtWorkspace = <T>(
  directory: string,
  work: (engine: ComparingEngine) => Promise<T>,
  signal?: AbortSignal,
) => Promise<T>;

export type ComparisonParts = {
  readonly engine: () => ComparingEngine;
  readonly look: LookAtWorkspace;
};

export function comparisonHandlers(parts: ComparisonParts, workspace: OpenWorkspace) {
  return comparison.router({
    across: comparison.across.handler(({ input, signal }) => compareAcross(parts, workspace, input, signal)),
  });
}

/**
 * Holds periods of two workspaces against each other. Of the other one only sums are read, and handed to the engine that has this
 * one open within its question: neither keeps anything of the other.
 */
async function compareAcross(
  { engine, look }: ComparisonParts,
  workspace: OpenWorkspace,
  { before, now, ...asked }: AcrossQuery,
  signal: AbortSignal | undefined,
): Promise<ComparisonAnswer> {
  const { byDays: _days, top: _top, products: _products, ...period } = asked;
  const options = signal === undefined ? {} : { signal };
  const sideOf = async ({ workspaceId, range }: AcrossSide): Promise<ComparedSide> => {
    if (workspaceId === null || workspaceId === workspace.required().id) return { kind: "own", range };
    const question: PeriodQuery = { ...period, range };
    const sums = await workspace.beside(workspaceId, ({ directory }) =>
      look(directory, (other) => other.comparison.sums(question, options), signal),
    );
    return { kind: "given", sums };
  };
  const sides = { before: await sideOf(before), now: await sideOf(now) };
  return engine().comparison.query({ ...asked, ...sides }, options);
}
