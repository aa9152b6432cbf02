import { queryContainers, queryWorkload } from "../container/query-containers.ts";
import type { Parts } from "./parts.ts";

export function containerHandlers({ contract: { containers }, session }: Parts) {
  return containers.router({
    query: containers.query.handler(({ input, signal }) => queryContainers(session.current(), input, signal)),
    workload: containers.workload.handler(({ input, signal }) =>
      queryWorkload(session.current(), input, signal),
    ),
  });
}
