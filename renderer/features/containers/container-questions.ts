import type { ContainerQuery } from "#core/container/container.ts";
import type { ContainerFigure } from "#core/cost/explain/figure.ts";
import { rangeOfBucket } from "#core/cost/explain/cost-cell.ts";

type Of = Partial<Pick<ContainerFigure, "nodeId" | "resource">>;

/** A number of the screen as a question of its own, of all containers where no node is told; in one time bucket where told. */
export function containerQuestion(
  { metric, range, before, filters, currency }: ContainerQuery,
  measure: ContainerFigure["measure"],
  { nodeId = null, resource = null }: Of = {},
  bucket: string | null = null,
): ContainerFigure {
  const asked = { metric, filters, currency, range: rangeOfBucket(range, bucket) };
  return {
    kind: "container",
    measure,
    nodeId,
    resource,
    before: measure === "change" ? before : null,
    ...asked,
  };
}
