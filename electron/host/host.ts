import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { aboutHandlers, type About } from "./about.ts";
import { accountHandlers } from "./accounts.ts";
import { anomalyMarkHandlers, anomalyRulesHandlers } from "./anomalies.ts";
import { findingAssumptionHandlers, findingMarkHandlers } from "./findings.ts";
import { budgetHandlers } from "./budgets.ts";
import { allocationModelHandlers, tagProfileHandlers } from "./allocation.ts";
import { appHandlers } from "./app.ts";
import { clientReportHandlers, type ReportPrinting } from "./client-reports.ts";
import { comparisonHandlers, type ComparisonParts } from "./comparison.ts";
import { credentialHandlers } from "./credentials.ts";
import { currencyRateHandlers } from "./currency-rates.ts";
import { creditGrantHandlers } from "./credit-grants.ts";
import { annotationHandlers, dashboardHandlers, favouriteHandlers } from "./desk.ts";
import { dialogHandlers, type Dialogs } from "./dialogs.ts";
import { draftHandlers } from "./drafts.ts";
import { handOverHandlers } from "./hand-over.ts";
import { inPlaceHandlers } from "./in-place.ts";
import { incidentHandlers } from "./incidents.ts";
import type { OpenAccounts } from "./open-accounts.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import type { PreferenceStore } from "./preference-store.ts";
import { preferenceHandlers } from "./preferences.ts";
import { site24x7Handlers } from "./site24x7.ts";
import { sqlHandlers, type SqlParts } from "./sql/sql.ts";
import { businessMetricHandlers } from "./business-metrics.ts";
import { restatementMarkHandlers } from "./restatements.ts";
import { invoiceHandlers, signOffHandlers } from "./tie-out.ts";
import { updateHandlers, type Updates } from "./updates.ts";
import { viewHandlers } from "./views.ts";
import type { EngineClient } from "../transport/client.ts";
import type { WorkspaceRegistry } from "./workspace-registry.ts";
import { workspaceHandlers } from "./workspaces.ts";

export type HostParts = {
  readonly app: Parameters<typeof appHandlers>[0];
  readonly about: About;
  readonly updates: Updates;
  readonly registry: WorkspaceRegistry;
  readonly workspace: OpenWorkspace;
  readonly dialogs: Dialogs;
  readonly engine: () => EngineClient;
  readonly accounts: OpenAccounts;
  readonly reportBug: (error: unknown) => void;
  readonly preferences: PreferenceStore;
  readonly sql: SqlParts;
  readonly comparison: ComparisonParts;
  readonly printing: ReportPrinting;
  readonly now: () => Date;
};

/** Everything the main process serves, as one router. */
export function createHost({
  app,
  about,
  updates,
  registry,
  workspace,
  accounts,
  dialogs,
  engine,
  preferences,
  sql,
  comparison,
  printing,
  now,
  reportBug,
}: HostParts) {
  return implement(hostContract).router({
    app: appHandlers(app),
    about: aboutHandlers(about),
    updates: updateHandlers(updates),
    workspaces: workspaceHandlers(registry, workspace),
    incidents: incidentHandlers(workspace, () => app.describe().dataDirectory),
    handOver: handOverHandlers({
      registry,
      workspace,
      engine,
      dialogs,
      now,
      about: app.describe,
    }),
    accounts: accountHandlers(accounts, reportBug),
    drafts: draftHandlers(accounts),
    credentials: credentialHandlers(accounts),
    inPlace: inPlaceHandlers(accounts),
    site24x7: site24x7Handlers({ registry, workspace, accounts }),
    budgets: budgetHandlers(workspace),
    anomalyMarks: anomalyMarkHandlers(workspace),
    anomalyRules: anomalyRulesHandlers(workspace),
    views: viewHandlers(workspace),
    dashboards: dashboardHandlers(workspace),
    annotations: annotationHandlers(workspace),
    favourites: favouriteHandlers(workspace),
    findingMarks: findingMarkHandlers(workspace),
    findingAssumptions: findingAssumptionHandlers(workspace),
    allocationModels: allocationModelHandlers(workspace),
    tagProfiles: tagProfileHandlers(workspace),
    clientReports: clientReportHandlers({ workspace, engine, dialogs, printing, now, about: app.describe }),
    sql: sqlHandlers(sql, workspace),
    creditGrants: creditGrantHandlers(workspace),
    businessMetrics: businessMetricHandlers(workspace),
    invoices: invoiceHandlers(workspace),
    signOffs: signOffHandlers(workspace),
    restatementMarks: restatementMarkHandlers(workspace),
    comparison: comparisonHandlers(comparison, workspace),
    currencyRates: currencyRateHandlers(workspace),
    dialogs: dialogHandlers(dialogs),
    preferences: preferenceHandlers(preferences),
  });
}
