import type {
  ContainerAnswer,
  ContainerQuery,
  WorkloadDetail,
  WorkloadQuery,
} from "#core/container/container.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";

/** An answer with the question it belongs to. */
export type AnsweredContainers = { readonly query: ContainerQuery; readonly answer: ContainerAnswer };

/** Clusters, namespaces and workloads; `null` asks nothing. */
export function useContainers(query: () => ContainerQuery | null): EngineAnswer<AnsweredContainers> {
  return useEngineQuery({
    key: () => ["containers", query()],
    ask: async (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return { query: asked, answer: await engine.containers.query(asked, { signal }) };
    },
    isEnabled: () => query() !== null,
  });
}

/** The instances, pods and tasks of one workload. */
export function useWorkload(query: () => WorkloadQuery | null): EngineAnswer<WorkloadDetail> {
  return useEngineQuery({
    key: () => ["workload", query()],
    ask: (engine, signal) => {
      const asked = query();
      if (asked === null) throw new Error("asked without a question");
      return engine.containers.workload(asked, { signal });
    },
    isEnabled: () => query() !== null,
  });
}
