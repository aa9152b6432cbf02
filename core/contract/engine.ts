import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { commitmentProcedures } from "./commitment-procedures.ts";
import { anomalyProcedures } from "./anomaly-procedures.ts";
import { budgetProcedures } from "./budget-procedures.ts";
import { exportProcedures } from "./export-procedures.ts";
import { forecastProcedures } from "./forecast-procedures.ts";
import { allocationProcedures } from "./allocation-procedures.ts";
import { chargeProcedures } from "./charges-procedures.ts";
import { containerProcedures } from "./container-procedures.ts";
import { organizationProcedures } from "./organization-procedures.ts";
import { parityProcedures } from "./parity-procedures.ts";
import { restatementProcedures } from "./restatement-procedures.ts";
import { tieOutProcedures } from "./tie-out-procedures.ts";
import { findingProcedures } from "./finding-procedures.ts";
import { comparisonProcedures } from "./comparison-procedures.ts";
import { resourceProcedures } from "./resource-procedures.ts";
import { nothing, paths, procedure } from "./schema/common.ts";
import {
  costAnswer,
  costQuery,
  dimensionRef,
  dimensionValue,
  dimensionValuesQuery,
  lineItemColumn,
  lineItemPage,
  lineItemQuery,
} from "./schema/cost.ts";
import { explainQuestion, explanation } from "./schema/explain.ts";
import { importProposal, payerIdentities, periodSummary, qualityReport } from "./schema/import.ts";
import { jobId, jobSnapshot } from "./schema/job.ts";
import { accountName, syncedDelivery } from "./schema/sync.ts";
import { workspaceCondition } from "./schema/condition.ts";
import { workspaceSchema } from "./schema/workspace.ts";
import { sqlSnapshotProcedures } from "./sql-procedures.ts";
import { workspaceFileProcedures } from "./workspace-file-procedures.ts";

/** Everything the engine process serves about the one workspace it has open. */
export const engineContract = {
  workspace: {
    /** Opens (and creates, where the folder is empty) the workspace at `directory`; closes the former one. */
    open: procedure.input(z.object({ directory: z.string().min(1) })).output(nothing),
    /** Opens a workspace to be read only: nothing is written below its folder, and nothing is put right. */
    look: procedure.input(z.object({ directory: z.string().min(1) })).output(nothing),
    close: procedure.output(nothing),
    schema: procedure.output(workspaceSchema),
    /** What is damaged. Reads everything once a week, and meanwhile what was written to since. */
    condition: procedure.output(workspaceCondition),
    /** Makes whole what can be made whole, with a new database where the former is damaged; the job's result is a `RepairReport`. */
    repair: procedure.output(jobId),
  },
  imports: {
    /** Says what the paths would import, reading headers and manifests only. */
    inspect: procedure.input(z.object({ paths })).output(importProposal),
    /** Starts the import of the paths, leaving out single files; the job's result is an `ImportReport`. */
    start: procedure.input(z.object({ paths, leaveOut: z.array(z.string()).readonly() })).output(jobId),
  },
  sync: {
    /**
     * Imports deliveries that are being downloaded: each file is read as soon as it is whole at its path. The job's result
     * is an `ImportReport`.
     */
    import: procedure
      .input(z.object({ costAccountId: z.string().min(1), deliveries: z.array(syncedDelivery).readonly() }))
      .output(jobId),
  },
  accountNames: {
    /** Names of accounts by 12-digit id, with the organizational units they stand in. Names from AWS Organizations win over those of reports, and these over the user's. */
    set: procedure
      .input(z.object({ source: z.enum(["organizations", "user"]), names: z.array(accountName).readonly() }))
      .output(nothing),
  },
  sample: {
    /** Generates the sample company's deliveries and imports them; the job's result is an `ImportReport`. `today` sets the open month. */
    start: procedure.input(z.object({ today: z.string() })).output(jobId),
  },
  jobs: {
    list: procedure.output(z.array(jobSnapshot).readonly()),
    cancel: procedure.input(z.object({ id: jobId })).output(nothing),
    /** Snapshots of all jobs as they change; the present state first, then at most five a second per job, the last one always. */
    watch: procedure.output(eventIterator(jobSnapshot)),
  },
  periods: {
    list: procedure.output(z.array(periodSummary).readonly()),
    /** Takes one delivery out of the workspace for good. */
    remove: procedure.input(z.object({ deliveryId: z.string() })).output(nothing),
  },
  quality: {
    list: procedure.output(z.array(qualityReport).readonly()),
    /** The identities of every counted delivery, per payer: one delivery can hold the bills of several. */
    byPayer: procedure.output(z.array(payerIdentities).readonly()),
  },
  cost: {
    query: procedure.input(costQuery).output(costAnswer),
    values: procedure.input(dimensionValuesQuery).output(z.array(dimensionValue).readonly()),
    /** Names of the values of dimensions, by dimension and value, as the deliveries here and the user tell them. */
    labels: procedure
      .input(z.object({ dimensions: z.array(dimensionRef).max(6).readonly() }))
      .output(z.record(z.string(), z.record(z.string(), z.string()))),
    /** What one number is made of: line-item types with their formulas, deliveries and files. */
    explain: procedure.input(explainQuestion).output(explanation),
  },
  commitments: commitmentProcedures,
  forecast: forecastProcedures,
  budgets: budgetProcedures,
  anomalies: anomalyProcedures,
  allocation: allocationProcedures,
  charges: chargeProcedures,
  organization: organizationProcedures,
  containers: containerProcedures,
  findings: findingProcedures,
  comparison: comparisonProcedures,
  resources: resourceProcedures,
  tieOut: tieOutProcedures,
  restatements: restatementProcedures,
  parity: parityProcedures,
  lineItems: {
    columns: procedure.output(z.array(lineItemColumn).readonly()),
    page: procedure.input(lineItemQuery).output(lineItemPage),
  },
  sql: sqlSnapshotProcedures,
  exports: exportProcedures,
  workspaceFile: workspaceFileProcedures,
};
