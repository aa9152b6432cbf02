import { diskFailure } from "../disk/disk-failure.ts";
import type { DatabaseOptions } from "./duckdb/database.ts";
import { failure } from "#core/result/failure.ts";
import { accountNameHandlers } from "./handlers/account-names.ts";
import { commitmentHandlers } from "./handlers/commitments.ts";
import { anomalyHandlers } from "./handlers/anomalies.ts";
import { budgetHandlers } from "./handlers/budgets.ts";
import { allocationHandlers } from "./handlers/allocation.ts";
import { chargeHandlers } from "./handlers/charges.ts";
import { containerHandlers } from "./handlers/containers.ts";
import { findingHandlers } from "./handlers/findings.ts";
import { comparisonHandlers } from "./handlers/comparison.ts";
import { costHandlers } from "./handlers/cost.ts";
import { exportHandlers } from "./handlers/exports.ts";
import { forecastHandlers } from "./handlers/forecast.ts";
import { importHandlers } from "./handlers/imports.ts";
import { jobHandlers } from "./handlers/jobs.ts";
import { lineItemHandlers } from "./handlers/line-items.ts";
import { organizationHandlers } from "./handlers/organization.ts";
import { implementEngine, type Parts } from "./handlers/parts.ts";
import { periodHandlers } from "./handlers/periods.ts";
import { qualityHandlers } from "./handlers/quality.ts";
import { resourceHandlers } from "./handlers/resources.ts";
import { sampleHandlers } from "./handlers/sample.ts";
import { sqlHandlers } from "./handlers/sql.ts";
import { parityHandlers } from "./handlers/parity.ts";
import { restatementHandlers } from "./handlers/restatements.ts";
import { tieOutHandlers } from "./handlers/tie-out.ts";
import { syncHandlers } from "./handlers/sync.ts";
import { workspaceFileHandlers } from "./handlers/workspace-file.ts";
import { workspaceHandlers } from "./handlers/workspace.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createPreparer, prepareAfterJobs } from "./jobs/start-preparing.ts";
import { writeSampleHere, type SampleWriter } from "./sample/sample-writer.ts";
import { createSession } from "./workspace/session.ts";
import type { ReportBug } from "../transport/serve.ts";

export type EngineOptions = {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly reportBug: ReportBug;
  readonly database?: DatabaseOptions;
  /** Validates answers against the contract as well; for tests and development. */
  readonly checkAnswers?: boolean;
  /** Makes what first looks would wait for, after every import and when a workspace opens. */
  readonly prepares?: boolean;
  /** Where the sample is written; this thread unless told otherwise. */
  readonly writeSample?: SampleWriter;
};

export type Engine = {
  /** Implements the whole of `engineContract`; served on ports by `transport/serve.ts`. */
  readonly router: ReturnType<typeof routerOf>;
  /** Cancels what runs and closes the workspace. */
  close(): Promise<void>;
};

/** Everything that reads and answers, around one open workspace. Knows nothing of how it is reached. */
export function createEngine(options: EngineOptions): Engine {
  const { now, newId, reportBug } = options;
  const jobs = createJobs({
    now: () => now().getTime(),
    newId,
    internal(error) {
      const refused = diskFailure(error);
      if (refused !== null) return refused;
      const correlationId = newId().slice(0, 8);
      reportBug({ procedure: "job", correlationId, error });
      return failure("internal", { correlationId });
    },
  });
  const session = createSession(jobs, now, options.database);
  const preparer = createPreparer(jobs);
  const closed = new AbortController();
  /** A workspace that is closed meanwhile needs nothing any more. */
  const prepare = async (): Promise<void> => {
    const workspace = session.find();
    if (options.prepares !== true || workspace === null) return;
    await preparer(workspace).catch((error: unknown) => {
      if (session.find() === workspace)
        reportBug({ procedure: "prepare", correlationId: newId().slice(0, 8), error });
    });
  };
  void prepareAfterJobs(jobs, prepare, closed.signal);
  const contract = implementEngine(options.checkAnswers ?? false);
  return {
    router: routerOf({
      contract,
      session,
      jobs,
      now,
      prepare,
      writeSample: options.writeSample ?? writeSampleHere,
    }),
    async close() {
      closed.abort();
      await session.close();
    },
  };
}

function routerOf(parts: Parts) {
  return parts.contract.router({
    workspace: workspaceHandlers(parts),
    workspaceFile: workspaceFileHandlers(parts),
    imports: importHandlers(parts),
    sync: syncHandlers(parts),
    accountNames: accountNameHandlers(parts),
    sample: sampleHandlers(parts),
    jobs: jobHandlers(parts),
    periods: periodHandlers(parts),
    quality: qualityHandlers(parts),
    cost: costHandlers(parts),
    commitments: commitmentHandlers(parts),
    forecast: forecastHandlers(parts),
    budgets: budgetHandlers(parts),
    anomalies: anomalyHandlers(parts),
    allocation: allocationHandlers(parts),
    charges: chargeHandlers(parts),
    organization: organizationHandlers(parts),
    containers: containerHandlers(parts),
    findings: findingHandlers(parts),
    comparison: comparisonHandlers(parts),
    lineItems: lineItemHandlers(parts),
    sql: sqlHandlers(parts),
    exports: exportHandlers(parts),
    resources: resourceHandlers(parts),
    tieOut: tieOutHandlers(parts),
    restatements: restatementHandlers(parts),
    parity: parityHandlers(parts),
  });
}
