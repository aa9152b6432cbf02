import { DEFAULT_RULES } from "#core/anomaly/anomaly.ts";
import { anomalyFigure } from "#core/anomaly/explain-anomaly.ts";
import { ANOMALY_MEASURES, type ExplainedFigure } from "#core/cost/explain/figure.ts";
import { keptDefinitions } from "../../host/allocation.ts";
import { anomalyRulesCollection } from "../../host/anomalies.ts";
import { NAMES } from "../explain-answer.ts";
import { required } from "../usage.ts";
import { type Asked, type FigureKind, netMetric, oneOf } from "./figure-kind.ts";

export const ANOMALY = {
  takes: ["metric", "currency", "measure"],
  takesName: true,
  help: `  anomaly ID             as "cloudspend anomalies --json" names it, by the rules kept with the workspace;
                         --measure ${ANOMALY_MEASURES.join(", ")}; impact without it; --metric, --currency`,
  answer: anomaly,
} as const satisfies FigureKind;

async function anomaly(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, directory, name, options, currency, signal } = asked;
  const anomalyId = required(name, "the id of the anomaly");
  const measure = oneOf(ANOMALY_MEASURES, options.measure, "impact");
  const metric = netMetric(asked);
  const [rules = DEFAULT_RULES] = await anomalyRulesCollection(() => directory).list();
  const definitions = await keptDefinitions(directory);
  const report = await client.anomalies.find({ metric, currency, rules, definitions }, { signal });
  if (report.kind === "none") return "too little is known to look for anomalies.";
  const found = report.anomalies.find(({ id }) => id === anomalyId);
  if (found === undefined)
    return `there is no anomaly "${anomalyId}"; "cloudspend anomalies --all --json" tells the ids.`;
  const question = { kind: "anomaly", measure, anomalyId, range: found.range, currency } as const;
  return anomalyFigure(
    question,
    found,
    { metric, currency: report.currency },
    {
      ...NAMES,
      value: (ref, value) =>
        found.series.find((part) => part.dimension === ref && part.value === value)?.label ??
        NAMES.value(ref, value),
    },
  );
}
