import { CONTAINER_METRICS, type ContainerAnswer } from "#core/container/container.ts";
import { splitMetric } from "#core/container/container-scope.ts";
import { containerFigure, sharedInstances } from "#core/container/explain/container-figure.ts";
import type { ContainerFigure, ExplainedFigure } from "#core/cost/explain/figure.ts";
import { containerPath } from "#core/format/containers.ts";
import { NAMES } from "../explain-answer.ts";
import { metricOf, rangeOf } from "../query-arguments.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, NOTHING_HELD, oneOf } from "./figure-kind.ts";

/** Those that need neither a resource nor days before. */
const TOLD_OF_CONTAINERS = [
  "cost",
  "share",
  "unusedShare",
  "idle",
  "idleShare",
  "wasted",
  "efficiency",
  "takenShare",
  "difference",
  "hours",
  "hoursAgreeing",
  "hoursApart",
  "hoursMissing",
] as const satisfies readonly ContainerFigure["measure"][];

export const CONTAINERS = {
  takes: ["metric", "from", "to", "currency", "measure"],
  takesName: true,
  help: `  containers [PATH]      of all containers, or of "CLUSTER / NAMESPACE / WORKLOAD" as "cloudspend containers" names them;
                         --measure ${TOLD_OF_CONTAINERS.slice(0, 7).join(", ")},
                         ${TOLD_OF_CONTAINERS.slice(7).join(", ")} (of all);
                         cost without it; --metric ${CONTAINER_METRICS.join(", ")} (amortized); --from, --to,
                         --currency`,
  answer: containers,
} as const satisfies FigureKind;

async function containers({
  client,
  schema,
  name,
  options,
  currency,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const measure = oneOf(TOLD_OF_CONTAINERS, options.measure, "cost");
  const metric = splitMetric(metricOf(options.metric ?? "amortized"));
  if (metric === null)
    throw new UsageError(`containers have no ${options.metric ?? ""}, only ${CONTAINER_METRICS.join(", ")}`);
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null) return NOTHING_HELD;
  const asked = { metric, range, before: null, filters: [], currency };
  const answer = await client.containers.query(asked, { signal });
  if (answer.nodes.length === 0) return "these days hold no containers.";
  const nodeId = name === undefined ? null : nodeIdOf(answer, name);
  const question: ContainerFigure = { kind: "container", measure, nodeId, resource: null, ...asked };
  const cell = sharedInstances(question, answer);
  const shared = cell === null ? null : await client.cost.explain({ cell, from: "store" }, { signal });
  return (
    containerFigure(question, answer, shared?.total ?? null, NAMES) ??
    "the figure is not told of these containers."
  );
}

function nodeIdOf({ nodes }: ContainerAnswer, text: string): string {
  const plain = (path: string): string => path.toLowerCase().replaceAll(/\s*\/\s*/g, "/");
  const found = nodes.filter((node) => plain(containerPath(node)) === plain(text));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const problem = only === undefined ? "there is no" : "several accounts or regions have a";
  throw new UsageError(`${problem} "${text}"; "cloudspend containers" tells what there is`);
}
