import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { aboutProcedures } from "./about-procedures.ts";
import { accountProcedures, credentialProcedures, draftProcedures } from "./account-procedures.ts";
import { site24x7Procedures } from "./site24x7-procedures.ts";
import { anomalyMark, anomalyRules } from "./schema/anomaly.ts";
import { findingAssumption, findingMark } from "./schema/finding.ts";
import { budget } from "./schema/budget.ts";
import { appEvent } from "./schema/app-event.ts";
import { allocationModel } from "./schema/allocation.ts";
import { collection } from "./schema/collection.ts";
import { inPlaceProcedures } from "./in-place-procedures.ts";
import { nothing, procedure } from "./schema/common.ts";
import { incident } from "./schema/condition.ts";
import { tagProfile } from "./schema/cost.ts";
import { sqlProcedures } from "./sql-procedures.ts";
import { restatementMark } from "./schema/restatement.ts";
import { invoice, signOff } from "./schema/tie-out.ts";
import { clientReportProcedures } from "./client-report-procedures.ts";
import { acrossQuery, comparisonAnswer } from "./schema/comparison.ts";
import { creditGrant } from "./schema/charges.ts";
import { businessMetricProcedures } from "./unit-economics-procedures.ts";
import { dashboard } from "./schema/dashboard.ts";
import { annotation, favourite } from "./schema/desk.ts";
import { currencyRates } from "./schema/currency.ts";
import { updateProcedures } from "./update-procedures.ts";
import { handOverProcedures } from "./workspace-file-procedures.ts";
import { preferences, savedView, workspace, workspaceName, workspaceRemoval } from "./schema/workspace.ts";

/** Characters of a drawing at most. */
const MOST_IMAGE = 50_000_000;
const fileName = z.string().min(1).max(200);
const imageContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("svg"), text: z.string().max(MOST_IMAGE) }),
  z.object({ kind: z.literal("png"), base64: z.base64().max(MOST_IMAGE) }),
]);

/** Everything the main process serves: workspaces as folders, dialogs, preferences. */
export const hostContract = {
  app: {
    describe: procedure.output(
      z.object({
        version: z.string(),
        electron: z.string(),
        platform: z.string(),
        dataDirectory: z.string(),
        packaged: z.boolean(),
        today: z.string(),
      }),
    ),
    /** Tells the main process that the first full screen is drawn; ends the displayless preview and the start-up measurement. */
    rendered: procedure.input(z.object({ screen: z.string() })).output(nothing),
    /** What happens outside the page and concerns it; what happened before the page listened comes first. */
    events: procedure.output(eventIterator(appEvent)),
  },
  about: aboutProcedures,
  updates: updateProcedures,
  workspaces: {
    /** Known workspaces, last opened first. */
    list: procedure.output(z.array(workspace).readonly()),
    create: procedure.input(z.object({ name: workspaceName, sample: z.boolean() })).output(workspace),
    /** Makes the engine open it and remembers it as the last one. */
    open: procedure.input(z.object({ id: z.string() })).output(workspace),
    current: procedure.output(workspace.nullable()),
    rename: procedure.input(z.object({ id: z.string(), name: workspaceName })).output(workspace),
    /** Deletes the workspace folder with everything in it, and its keychain entries. Source files elsewhere are never touched. */
    delete: procedure.input(z.object({ id: z.string() })).output(workspaceRemoval),
  },
  incidents: {
    /** Damaged things of the open workspace and of the app itself that were put aside and not yet acknowledged. */
    list: procedure.output(z.array(incident).readonly()),
    /** Takes incidents off the list; what was put aside stays where it is. */
    acknowledge: procedure.input(z.object({ ids: z.array(z.string()).readonly() })).output(nothing),
  },
  handOver: handOverProcedures,
  accounts: accountProcedures,
  drafts: draftProcedures,
  credentials: credentialProcedures,
  inPlace: inPlaceProcedures,
  site24x7: site24x7Procedures,
  budgets: collection(budget),
  anomalyMarks: collection(anomalyMark),
  /** At most one. */
  anomalyRules: collection(anomalyRules),
  /** Questions kept under a name. */
  views: collection(savedView),
  dashboards: collection(dashboard),
  /** Notes on days. */
  annotations: collection(annotation),
  favourites: collection(favourite),
  /** What people made of findings: status, note, owner, what was expected of them. */
  findingMarks: collection(findingMark),
  /** Assumptions of findings that differ from the published ones. */
  findingAssumptions: collection(findingAssumption),
  /** Ways to divide the bill; the one saved last is in force. */
  allocationModels: collection(allocationModel),
  /** Virtual tags. */
  tagProfiles: collection(tagProfile),
  clientReports: clientReportProcedures,
  sql: sqlProcedures,
  /** What credits were granted at, as the user entered it; the id is the credit's description. */
  creditGrants: collection(creditGrant),
  /** What the business counts: orders, users, requests. */
  businessMetrics: businessMetricProcedures,
  /** What AWS invoiced, as the user has it on paper. */
  invoices: collection(invoice),
  /** Months of payers that were found to be as they should. */
  signOffs: collection(signOff),
  /** Restatements of closed months that the user has acknowledged. */
  restatementMarks: collection(restatementMark),
  comparison: {
    /** As the engine's `comparison.query`, of periods of two workspaces; the other one is read and nothing of it is kept. */
    across: procedure.input(acrossQuery).output(comparisonAnswer),
  },
  /** What currencies are worth in others, as the user entered it; at most one set. */
  currencyRates: collection(currencyRates),
  dialogs: {
    /** Paths the user chose; empty when cancelled. */
    openFiles: procedure.output(z.array(z.string()).readonly()),
    openFolder: procedure.output(z.array(z.string()).readonly()),
    /** Where to save; null when cancelled. */
    saveFile: procedure.input(z.object({ suggestedName: fileName })).output(z.string().nullable()),
    /** Writes a drawing where the user chooses; gives the path, null when cancelled. */
    saveImage: procedure
      .input(z.object({ suggestedName: fileName, content: imageContent }))
      .output(z.string().nullable()),
    /** Shows a file in the system's file manager. */
    reveal: procedure.input(z.object({ path: z.string() })).output(nothing),
  },
  preferences: {
    get: procedure.output(preferences),
    set: procedure.input(preferences).output(preferences),
  },
};
