import type { InferContractRouterInputs, InferContractRouterOutputs } from "@orpc/contract";
import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { Check } from "../account/check.ts";
import type { AccountView } from "../account/cost-account.ts";
import type { AccountDraft, DraftFields } from "../account/draft.ts";
import type { FoundReport } from "../account/found-report.ts";
import type { FoundTable, FoundWorkgroup, Workgroup } from "../account/found-table.ts";
import type { CallerIdentity, Profile } from "../account/identity.ts";
import type { CommitmentAnswer, CommitmentQuery } from "../commitment/commitment.ts";
import type { FairShareAnswer, FairShareQuery } from "../commitment/fair-share.ts";
import type { SimulationAnswer, SimulationQuery } from "../commitment/simulation.ts";
import type {
  FindingAssumption,
  FindingItemPage,
  FindingItemsQuery,
  FindingMark,
  FindingsAnswer,
  FindingsQuery,
  FindingsRequest,
  MeasuredFinding,
  MeasureQuery,
  SummedBills,
} from "../finding/findings-query.ts";
import type { AnomalyMark, AnomalyQuery, AnomalyReport, AnomalyRules } from "../anomaly/anomaly.ts";
import type { Annotation } from "../annotation/annotation.ts";
import type { ReportDefinition } from "../client-report/report-definition.ts";
import type { ReportPreview, ReportRequest } from "../client-report/report-request.ts";
import type { Budget } from "../budget/budget.ts";
import type { Dashboard } from "../dashboard/dashboard.ts";
import type { Favourite } from "../favourite/favourite.ts";
import type { BudgetChanges } from "../budget/budget-changes.ts";
import type { BudgetStatus } from "../budget/evaluate.ts";
import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  StatementQuery,
  StatementRow,
} from "../allocation/allocation-query.ts";
import type { AllocationModel } from "../allocation/model.ts";
import type { TagDetail, TagQuery, TagReport } from "../allocation/tag-governance.ts";
import type { TagProfile } from "../cost/profile/tag-profile.ts";
import type { BusinessMetric } from "../unit-economics/business-metric.ts";
import type { CostCell } from "../cost/explain/cost-cell.ts";
import type { Explanation } from "../cost/explain/explanation.ts";
import type { ChargesAnswer, ChargesQuery } from "../charges/charges-query.ts";
import type {
  AcrossQuery,
  ComparisonAnswer,
  ComparisonQuery,
  PeriodQuery,
  PeriodSums,
} from "../compare/comparison.ts";
import type { CostAnswer, CostQuery, DimensionValue } from "../cost/query/cost-query.ts";
import type { LineItemPage, LineItemQuery } from "../cost/query/line-item-query.ts";
import type {
  DifferenceAnswer,
  DifferenceQuery,
  RestatementMark,
  RestatementReport,
  RowDifferenceAnswer,
  RowDifferenceQuery,
} from "../restatement/restatement.ts";
import type {
  ParityAnswer,
  ParityLineAnswer,
  ParityLineQuery,
  ParityPair,
  ParityQuery,
} from "../parity/parity.ts";
import type { Invoice } from "../tie-out/invoice.ts";
import type { SignOff } from "../tie-out/sign-off.ts";
import type { TieOutLedger, TieOutQuery } from "../tie-out/tie-out.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { CurrencyRate } from "../currency/rate.ts";
import type { ExportRequest, ExportTable } from "../export/export-table.ts";
import type { Forecast, ForecastQuery } from "../forecast/forecast.ts";
import type { ImportProposal, PeriodSummary } from "../ingest/import-report.ts";
import type { ConsoleSnapshot, ConsoleView } from "../console/documented-view.ts";
import type { SqlAnswer, SqlQuestion } from "../console/sql-answer.ts";
import type { AccountInPlace, InPlaceEvent, PlacesCompared, ScanEstimate } from "../in-place/in-place.ts";
import type { PayerIdentities, QualityReport } from "../ingest/quality-report.ts";
import type {
  ResourceFacet,
  ResourceFacetQuery,
  ResourcePage,
  ResourceQuery,
  TaggedResource,
  ResourceTagQuery,
  TagHistory,
} from "../resource/resource-query.ts";
import type {
  ContainerAnswer,
  ContainerQuery,
  WorkloadDetail,
  WorkloadQuery,
} from "../container/container.ts";
import type { OrganizationAnswer, OrganizationQuery } from "../organization/organization.ts";
import type { WorkspaceFileContents, WrittenWorkspaceFile } from "../workspace/file/contents.ts";
import type { FormerContents } from "../workspace/file/former-contents.ts";
import type { FileManifest, WorkspaceFileSummary } from "../workspace/file/manifest.ts";
import type { Translation } from "../workspace/redaction/pseudonym.ts";
import type { Redaction } from "../workspace/redaction/redaction.ts";
import type { Workspace, WorkspaceSchema } from "../workspace/workspace.ts";
import type { engineContract } from "./engine.ts";
import type { comparedInPlace, costsInPlace } from "./schema/in-place.ts";
import type { hostContract } from "./host.ts";
import type {
  fileCatalogue,
  fileFormer,
  fileManifest,
  readWorkspaceFile,
  writtenWorkspaceFile,
} from "./schema/workspace-file.ts";

type EngineIn = InferContractRouterInputs<typeof engineContract>;
type EngineOut = InferContractRouterOutputs<typeof engineContract>;
type HostIn = InferContractRouterInputs<typeof hostContract>;
type HostOut = InferContractRouterOutputs<typeof hostContract>;

it("serves exactly the domain types", () => {
  expectTypeOf<EngineIn["cost"]["query"]>().toEqualTypeOf<CostQuery>();
  expectTypeOf<EngineOut["cost"]["query"]>().toEqualTypeOf<CostAnswer>();
  expectTypeOf<EngineOut["cost"]["values"]>().toEqualTypeOf<readonly DimensionValue[]>();
  expectTypeOf<EngineIn["exports"]["start"]>().branded.toEqualTypeOf<ExportRequest>();
  expectTypeOf<EngineOut["allocation"]["chargeback"]>().toEqualTypeOf<ExportTable>();
  expectTypeOf<HostIn["currencyRates"]["save"]["rates"]>().toEqualTypeOf<readonly CurrencyRate[]>();
  expectTypeOf<EngineIn["commitments"]["query"]>().toEqualTypeOf<CommitmentQuery>();
  expectTypeOf<EngineOut["commitments"]["query"]>().toEqualTypeOf<CommitmentAnswer>();
  expectTypeOf<EngineIn["commitments"]["simulate"]>().toEqualTypeOf<SimulationQuery>();
  expectTypeOf<EngineOut["commitments"]["simulate"]>().toEqualTypeOf<SimulationAnswer>();
  expectTypeOf<EngineIn["commitments"]["fairShare"]>().toEqualTypeOf<FairShareQuery>();
  expectTypeOf<EngineOut["commitments"]["fairShare"]>().toEqualTypeOf<FairShareAnswer>();
  expectTypeOf<EngineIn["forecast"]["query"]>().toEqualTypeOf<ForecastQuery>();
  expectTypeOf<EngineOut["forecast"]["query"]>().toEqualTypeOf<Forecast>();
  expectTypeOf<HostIn["budgets"]["save"]>().toEqualTypeOf<Budget>();
  expectTypeOf<HostIn["dashboards"]["save"]>().toEqualTypeOf<Dashboard>();
  expectTypeOf<HostIn["annotations"]["save"]>().toEqualTypeOf<Annotation>();
  expectTypeOf<HostIn["favourites"]["save"]>().toEqualTypeOf<Favourite>();
  expectTypeOf<EngineOut["budgets"]["evaluate"]>().toEqualTypeOf<readonly BudgetStatus[]>();
  expectTypeOf<EngineOut["budgets"]["changes"]>().toEqualTypeOf<BudgetChanges>();
  expectTypeOf<HostIn["clientReports"]["save"]>().toEqualTypeOf<ReportDefinition>();
  expectTypeOf<HostIn["clientReports"]["preview"]>().toEqualTypeOf<ReportRequest>();
  expectTypeOf<HostOut["clientReports"]["preview"]>().toEqualTypeOf<ReportPreview>();
  expectTypeOf<HostIn["invoices"]["save"]>().toEqualTypeOf<Invoice>();
  expectTypeOf<HostIn["signOffs"]["save"]>().toEqualTypeOf<SignOff>();
  expectTypeOf<HostIn["restatementMarks"]["save"]>().toEqualTypeOf<RestatementMark>();
  expectTypeOf<EngineOut["restatements"]["list"]>().branded.toEqualTypeOf<RestatementReport>();
  expectTypeOf<EngineIn["restatements"]["compare"]>().branded.toEqualTypeOf<DifferenceQuery>();
  expectTypeOf<EngineOut["restatements"]["compare"]>().branded.toEqualTypeOf<DifferenceAnswer>();
  expectTypeOf<EngineIn["restatements"]["rows"]>().branded.toEqualTypeOf<RowDifferenceQuery>();
  expectTypeOf<EngineOut["restatements"]["rows"]>().branded.toEqualTypeOf<RowDifferenceAnswer>();
  expectTypeOf<EngineOut["parity"]["pairs"]>().toEqualTypeOf<readonly ParityPair[]>();
  expectTypeOf<EngineIn["parity"]["compare"]>().toEqualTypeOf<ParityQuery>();
  expectTypeOf<EngineOut["parity"]["compare"]>().toEqualTypeOf<ParityAnswer>();
  expectTypeOf<EngineIn["parity"]["lines"]>().branded.toEqualTypeOf<ParityLineQuery>();
  expectTypeOf<EngineOut["parity"]["lines"]>().branded.toEqualTypeOf<ParityLineAnswer>();
  expectTypeOf<EngineIn["tieOut"]["ledger"]>().toEqualTypeOf<TieOutQuery>();
  expectTypeOf<EngineOut["tieOut"]["ledger"]>().branded.toEqualTypeOf<TieOutLedger>();
  expectTypeOf<HostIn["anomalyMarks"]["save"]>().toEqualTypeOf<AnomalyMark>();
  expectTypeOf<HostIn["anomalyRules"]["save"]>().toEqualTypeOf<AnomalyRules>();
  expectTypeOf<HostIn["findingMarks"]["save"]>().toEqualTypeOf<FindingMark>();
  expectTypeOf<HostIn["findingAssumptions"]["save"]>().toEqualTypeOf<FindingAssumption>();
  expectTypeOf<EngineIn["findings"]["run"]>().toEqualTypeOf<FindingsRequest>();
  expectTypeOf<EngineIn["findings"]["runAway"]>().toEqualTypeOf<SummedBills>();
  expectTypeOf<EngineIn["findings"]["list"]>().toEqualTypeOf<FindingsQuery>();
  expectTypeOf<EngineOut["findings"]["list"]>().toEqualTypeOf<FindingsAnswer | null>();
  expectTypeOf<EngineIn["findings"]["items"]>().toEqualTypeOf<FindingItemsQuery>();
  expectTypeOf<EngineOut["findings"]["items"]>().toEqualTypeOf<FindingItemPage>();
  expectTypeOf<EngineIn["findings"]["measure"]>().toEqualTypeOf<MeasureQuery>();
  expectTypeOf<EngineOut["findings"]["measure"]>().toEqualTypeOf<readonly MeasuredFinding[]>();
  expectTypeOf<EngineIn["anomalies"]["find"]>().toEqualTypeOf<AnomalyQuery>();
  expectTypeOf<EngineOut["anomalies"]["find"]>().toEqualTypeOf<AnomalyReport>();
  expectTypeOf<EngineIn["cost"]["explain"]["cell"]>().toEqualTypeOf<CostCell>();
  expectTypeOf<EngineOut["cost"]["explain"]>().toEqualTypeOf<Explanation>();
  expectTypeOf<EngineOut["quality"]["byPayer"]>().toEqualTypeOf<readonly PayerIdentities[]>();
  expectTypeOf<EngineIn["charges"]["query"]>().toEqualTypeOf<ChargesQuery>();
  expectTypeOf<EngineOut["charges"]["query"]>().toEqualTypeOf<ChargesAnswer>();
  expectTypeOf<EngineIn["containers"]["query"]>().toEqualTypeOf<ContainerQuery>();
  expectTypeOf<EngineOut["containers"]["query"]>().branded.toEqualTypeOf<ContainerAnswer>();
  expectTypeOf<EngineIn["containers"]["workload"]>().toEqualTypeOf<WorkloadQuery>();
  expectTypeOf<EngineOut["containers"]["workload"]>().toEqualTypeOf<WorkloadDetail>();
  expectTypeOf<EngineIn["organization"]["query"]>().toEqualTypeOf<OrganizationQuery>();
  expectTypeOf<EngineOut["organization"]["query"]>().toEqualTypeOf<OrganizationAnswer>();
  expectTypeOf<EngineIn["comparison"]["query"]>().toEqualTypeOf<ComparisonQuery>();
  expectTypeOf<EngineOut["comparison"]["query"]>().toEqualTypeOf<ComparisonAnswer>();
  expectTypeOf<HostIn["comparison"]["across"]>().toEqualTypeOf<AcrossQuery>();
  expectTypeOf<HostOut["comparison"]["across"]>().toEqualTypeOf<ComparisonAnswer>();
  expectTypeOf<EngineIn["comparison"]["sums"]>().toEqualTypeOf<PeriodQuery>();
  expectTypeOf<EngineOut["comparison"]["sums"]>().toEqualTypeOf<PeriodSums>();
  expectTypeOf<EngineIn["resources"]["page"]>().branded.toEqualTypeOf<ResourceQuery>();
  expectTypeOf<EngineOut["resources"]["page"]>().toEqualTypeOf<ResourcePage>();
  expectTypeOf<EngineIn["resources"]["facet"]>().branded.toEqualTypeOf<ResourceFacetQuery>();
  expectTypeOf<EngineOut["resources"]["facet"]>().toEqualTypeOf<ResourceFacet>();
  expectTypeOf<EngineIn["resources"]["tags"]["resources"]>().toEqualTypeOf<readonly ResourceTagQuery[]>();
  expectTypeOf<EngineOut["resources"]["tags"]>().toEqualTypeOf<readonly TaggedResource[]>();
  expectTypeOf<EngineOut["resources"]["tagHistory"]>().toEqualTypeOf<readonly TagHistory[]>();
  expectTypeOf<EngineIn["lineItems"]["page"]>().toEqualTypeOf<LineItemQuery>();
  expectTypeOf<EngineOut["lineItems"]["page"]>().toEqualTypeOf<LineItemPage>();
  expectTypeOf<EngineOut["imports"]["inspect"]>().toEqualTypeOf<ImportProposal>();
  expectTypeOf<EngineOut["periods"]["list"]>().toEqualTypeOf<readonly PeriodSummary[]>();
  expectTypeOf<EngineOut["quality"]["list"]>().toEqualTypeOf<readonly QualityReport[]>();
  expectTypeOf<EngineOut["workspace"]["schema"]>().toEqualTypeOf<WorkspaceSchema>();
  expectTypeOf<EngineIn["allocation"]["query"]>().toEqualTypeOf<AllocationQuery>();
  expectTypeOf<EngineOut["allocation"]["query"]>().toEqualTypeOf<AllocationAnswer>();
  expectTypeOf<EngineOut["allocation"]["preview"]>().toEqualTypeOf<AllocationPreview>();
  expectTypeOf<EngineIn["allocation"]["statement"]>().toEqualTypeOf<StatementQuery>();
  expectTypeOf<EngineOut["allocation"]["statement"]>().toEqualTypeOf<readonly StatementRow[]>();
  expectTypeOf<EngineIn["allocation"]["tags"]>().toEqualTypeOf<TagQuery>();
  expectTypeOf<EngineOut["allocation"]["tags"]>().toEqualTypeOf<TagReport>();
  expectTypeOf<EngineOut["allocation"]["tag"]>().toEqualTypeOf<TagDetail>();
  expectTypeOf<HostIn["allocationModels"]["save"]>().toEqualTypeOf<AllocationModel>();
  expectTypeOf<HostIn["businessMetrics"]["save"]>().toEqualTypeOf<BusinessMetric>();
  expectTypeOf<HostIn["tagProfiles"]["save"]>().toEqualTypeOf<TagProfile>();
  expectTypeOf<EngineOut["sql"]["snapshot"]>().toEqualTypeOf<ConsoleSnapshot>();
  expectTypeOf<HostOut["sql"]["views"]>().toEqualTypeOf<readonly ConsoleView[]>();
  expectTypeOf<HostIn["sql"]["run"]>().toEqualTypeOf<SqlQuestion>();
  expectTypeOf<HostOut["sql"]["run"]>().toEqualTypeOf<SqlAnswer>();
  expectTypeOf<HostOut["workspaces"]["open"]>().toEqualTypeOf<Workspace>();
  expectTypeOf<HostOut["accounts"]["list"]>().toEqualTypeOf<readonly AccountView[]>();
  expectTypeOf<HostOut["inPlace"]["accounts"]>().toEqualTypeOf<readonly AccountInPlace[]>();
  expectTypeOf<HostOut["inPlace"]["estimate"]>().toEqualTypeOf<ScanEstimate>();
  expectTypeOf<z.output<typeof costsInPlace>>().toEqualTypeOf<InPlaceEvent<CostAnswer>>();
  expectTypeOf<z.output<typeof comparedInPlace>>().toEqualTypeOf<InPlaceEvent<PlacesCompared>>();
  expectTypeOf<HostOut["drafts"]["create"]>().toEqualTypeOf<AccountDraft>();
  expectTypeOf<HostIn["drafts"]["save"]["fields"]>().toEqualTypeOf<DraftFields>();
  expectTypeOf<HostOut["drafts"]["identity"]>().toEqualTypeOf<CallerIdentity>();
  expectTypeOf<HostOut["drafts"]["reports"]>().toEqualTypeOf<readonly FoundReport[]>();
  expectTypeOf<HostOut["drafts"]["workgroups"]>().toEqualTypeOf<readonly FoundWorkgroup[]>();
  expectTypeOf<HostOut["drafts"]["workgroup"]>().toEqualTypeOf<Workgroup>();
  expectTypeOf<HostOut["drafts"]["tables"]>().toEqualTypeOf<readonly FoundTable[]>();
  expectTypeOf<HostOut["drafts"]["connect"]["checks"]>().toEqualTypeOf<readonly Check[]>();
  expectTypeOf<HostOut["credentials"]["profiles"]>().toEqualTypeOf<readonly Profile[]>();
});

it("hands workspaces over in exactly the domain types", () => {
  expectTypeOf<EngineIn["workspaceFile"]["export"]["contents"]>().toEqualTypeOf<WorkspaceFileContents>();
  expectTypeOf<EngineOut["workspaceFile"]["inspect"]>().branded.toEqualTypeOf<WorkspaceFileSummary>();
  expectTypeOf<EngineIn["workspaceFile"]["preview"]["hidden"]>().toEqualTypeOf<readonly Redaction[]>();
  expectTypeOf<EngineOut["workspaceFile"]["preview"]>().toEqualTypeOf<readonly Translation[]>();
  expectTypeOf<EngineOut["workspaceFile"]["translate"]>().toEqualTypeOf<readonly Translation[]>();
  expectTypeOf<HostOut["handOver"]["choose"]>().branded.toEqualTypeOf<WorkspaceFileSummary | null>();
  expectTypeOf<HostOut["handOver"]["inspect"]>().branded.toEqualTypeOf<WorkspaceFileSummary>();
  expectTypeOf<HostOut["handOver"]["import"]>().toEqualTypeOf<Workspace>();
  expectTypeOf<z.output<typeof fileManifest>>().branded.toEqualTypeOf<FileManifest>();
  expectTypeOf<z.output<typeof fileFormer>>().branded.toEqualTypeOf<FormerContents>();
  expectTypeOf<z.output<typeof fileCatalogue>[number]["delivery"]>().branded.toEqualTypeOf<Delivery>();
  expectTypeOf<z.output<typeof writtenWorkspaceFile>>().branded.toEqualTypeOf<WrittenWorkspaceFile>();
  expectTypeOf<z.output<typeof readWorkspaceFile>["summary"]>().branded.toEqualTypeOf<WorkspaceFileSummary>();
  expectTypeOf<z.output<typeof readWorkspaceFile>["accounts"]>().toEqualTypeOf<readonly DraftFields[]>();
});
