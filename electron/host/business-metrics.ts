import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { businessMetric } from "#core/contract/schema/unit-economics.ts";
import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";
import { createCollection, type Collection } from "./collection.ts";
import { readFigureTable } from "./figure-table.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";

const { businessMetrics } = implement(hostContract);

/** What the business of a workspace counts. */
export function businessMetricCollection(directory: () => string): Collection<BusinessMetric> {
  return createCollection("businessMetrics", businessMetric, directory);
}

export function businessMetricHandlers(workspace: OpenWorkspace) {
  const kept = businessMetricCollection(() => workspace.required().directory);
  return businessMetrics.router({
    ...serveCollection(kept),
    readTable: businessMetrics.readTable.handler(async ({ input }) => ({
      rows: await readFigureTable(input),
    })),
  });
}
