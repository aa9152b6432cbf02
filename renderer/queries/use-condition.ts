import { useIsFetching, useQueryClient } from "@tanstack/vue-query";
import { ref, watch } from "vue";
import type { Incident, WorkspaceCondition } from "#core/workspace/condition.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useEngineQuery, engineKey, type EngineAnswer } from "./use-engine-query.ts";
import { hostKey, useHostQuery, type HostAnswer } from "./use-host-query.ts";
import { useInvalidateEngine } from "./use-workspace-facts.ts";

const CONDITION = ["condition"];
const INCIDENTS = ["incidents"];

/**
 * What of the open workspace is damaged. On large workspaces it takes the engine a while to find out: it is asked once the
 * first screen has its answers, and after each round of questions from then on, which costs little where nothing has changed.
 */
export function useCondition(): EngineAnswer<WorkspaceCondition> {
  const isSettled = ref(false);
  const client = useQueryClient();
  const workspace = useWorkspaceStore();
  const others = useIsFetching({ predicate: ({ queryKey }) => queryKey[2] !== CONDITION[0] });
  watch(others, (count) => {
    if (count === 0) isSettled.value = true;
  });
  // Incidents are asked for after this one: they are no reason to ask again.
  const questions = useIsFetching({
    predicate: ({ queryKey }) => queryKey[0] === "engine" && queryKey[2] !== CONDITION[0],
  });
  watch(questions, (count) => {
    if (count === 0 && isSettled.value)
      void client.invalidateQueries({ queryKey: engineKey(workspace.id, CONDITION) });
  });
  return useEngineQuery({
    key: () => CONDITION,
    isEnabled: () => isSettled.value,
    ask: (engine, signal) => engine.workspace.condition(undefined, { signal }),
  });
}

/**
 * Damaged things that were put aside and not yet acknowledged. Files are found to be damaged when they are first read, by
 * whatever question reads them: after each round of questions it is asked again.
 */
export function useIncidents(): HostAnswer<readonly Incident[]> {
  const answer = askForIncidents();
  const workspace = useWorkspaceStore();
  const others = useIsFetching({ predicate: ({ queryKey }) => queryKey[2] !== INCIDENTS[0] });
  watch(others, (count) => {
    if (count === 0 && workspace.id !== null) void answer.askAgain();
  });
  return answer;
}

function askForIncidents(): HostAnswer<readonly Incident[]> {
  return useHostQuery({
    key: () => INCIDENTS,
    ask: (host, signal) => host.incidents.list(undefined, { signal }),
  });
}

/** What can be done about damage. */
export function useRepair(): {
  /** Starts the repair; its job tells the rest. */
  readonly repair: () => Promise<void>;
  readonly acknowledge: (ids: readonly string[]) => Promise<void>;
} {
  const { engine, host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  const invalidate = useInvalidateEngine();
  return {
    async repair() {
      await engine.workspace.repair();
      // A database that was put aside takes its answers along.
      await invalidate();
    },
    async acknowledge(ids) {
      await host.incidents.acknowledge({ ids });
      await client.invalidateQueries({ queryKey: hostKey(workspace.id, INCIDENTS) });
    },
  };
}
