import { containerAnswer, containerQuery, workloadDetail, workloadQuery } from "./schema/container.ts";
import { procedure } from "./schema/common.ts";

/** Split cost allocation data: what runs in ECS and EKS, in the place of the instances it runs on. */
export const containerProcedures = {
  query: procedure.input(containerQuery).output(containerAnswer),
  /** Instances, pods and tasks of one workload. */
  workload: procedure.input(workloadQuery).output(workloadDetail),
};
