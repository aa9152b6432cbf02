export { metricExplanation, metricName } from "#core/format/metrics.ts";
