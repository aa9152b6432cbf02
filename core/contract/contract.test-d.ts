import type { InferContractRouterInputs, InferContractRouterOutputs } from "@orpc/contract";
import { expectTypeOf, it } from "vitest";
import type { Check } from "../account/check.ts";
import type { AccountView } from "../account/cost-account.ts";
import type { AccountDraft, DraftFields } from "../account/draft.ts";
import type { FoundReport } from "../account/found-report.ts";
import type { CallerIdentity, Profile } from "../account/identity.ts";
import type { CostAnswer, CostQuery, DimensionValue } from "../cost/query/cost-query.ts";
import type { LineItemPage, LineItemQuery } from "../cost/query/line-item-query.ts";
import type { ImportProposal, PeriodSummary } from "../ingest/import-report.ts";
import type { QualityReport } from "../ingest/quality-report.ts";
import type {
  ResourceFacet,
  ResourceFacetQuery,
  ResourcePage,
  ResourceQuery,
  TaggedResource,
  TagHistory,
  TagQuery,
} from "../resource/resource-query.ts";
import type { Workspace, WorkspaceSchema } from "../workspace/workspace.ts";
import type { engineContract } from "./engine.ts";
import type { hostContract } from "./host.ts";

type EngineIn = InferContractRouterInputs<typeof engineContract>;
type EngineOut = InferContractRouterOutputs<typeof engineContract>;
type HostIn = InferContractRouterInputs<typeof hostContract>;
type HostOut = InferContractRouterOutputs<typeof hostContract>;

it("serves exactly the domain types", () => {
  expectTypeOf<EngineIn["cost"]["query"]>().toEqualTypeOf<CostQuery>();
  expectTypeOf<EngineOut["cost"]["query"]>().toEqualTypeOf<CostAnswer>();
  expectTypeOf<EngineOut["cost"]["values"]>().toEqualTypeOf<readonly DimensionValue[]>();
  expectTypeOf<EngineIn["resources"]["page"]>().branded.toEqualTypeOf<ResourceQuery>();
  expectTypeOf<EngineOut["resources"]["page"]>().toEqualTypeOf<ResourcePage>();
  expectTypeOf<EngineIn["resources"]["facet"]>().branded.toEqualTypeOf<ResourceFacetQuery>();
  expectTypeOf<EngineOut["resources"]["facet"]>().toEqualTypeOf<ResourceFacet>();
  expectTypeOf<EngineIn["resources"]["tags"]["resources"]>().toEqualTypeOf<readonly TagQuery[]>();
  expectTypeOf<EngineOut["resources"]["tags"]>().toEqualTypeOf<readonly TaggedResource[]>();
  expectTypeOf<EngineOut["resources"]["tagHistory"]>().toEqualTypeOf<readonly TagHistory[]>();
  expectTypeOf<EngineIn["lineItems"]["page"]>().toEqualTypeOf<LineItemQuery>();
  expectTypeOf<EngineOut["lineItems"]["page"]>().toEqualTypeOf<LineItemPage>();
  expectTypeOf<EngineOut["imports"]["inspect"]>().toEqualTypeOf<ImportProposal>();
  expectTypeOf<EngineOut["periods"]["list"]>().toEqualTypeOf<readonly PeriodSummary[]>();
  expectTypeOf<EngineOut["quality"]["list"]>().toEqualTypeOf<readonly QualityReport[]>();
  expectTypeOf<EngineOut["workspace"]["schema"]>().toEqualTypeOf<WorkspaceSchema>();
  expectTypeOf<HostOut["workspaces"]["open"]>().toEqualTypeOf<Workspace>();
  expectTypeOf<HostOut["accounts"]["list"]>().toEqualTypeOf<readonly AccountView[]>();
  expectTypeOf<HostOut["drafts"]["create"]>().toEqualTypeOf<AccountDraft>();
  expectTypeOf<HostIn["drafts"]["save"]["fields"]>().toEqualTypeOf<DraftFields>();
  expectTypeOf<HostOut["drafts"]["identity"]>().toEqualTypeOf<CallerIdentity>();
  expectTypeOf<HostOut["drafts"]["reports"]>().toEqualTypeOf<readonly FoundReport[]>();
  expectTypeOf<HostOut["drafts"]["connect"]["checks"]>().toEqualTypeOf<readonly Check[]>();
  expectTypeOf<HostOut["credentials"]["profiles"]>().toEqualTypeOf<readonly Profile[]>();
});
