import type {
  ContainerAnswer,
  ContainerQuery,
  WorkloadDetail,
  WorkloadQuery,
} from "#core/container/container.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** An answer with the question it belongs to. */
export type AnsweredContainers = { readonly query: ContainerQuery; readonly answer: ContainerAnswer };

/** Clusters, namespaces and workloads; `null` asks nothing. */
export function useContainers(query: () => ContainerQuery | null): EngineAnswer<AnsweredContainers> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["containers", asked],
    ask: async (engine, asked, signal) => ({
      query: asked,
      answer: await engine.containers.query(asked, { signal }),
    }),
  });
}

/** The instances, pods and tasks of one workload. */
export function useWorkload(query: () => WorkloadQuery | null): EngineAnswer<WorkloadDetail> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["workload", asked],
    ask: (engine, asked, signal) => engine.containers.workload(asked, { signal }),
  });
}
