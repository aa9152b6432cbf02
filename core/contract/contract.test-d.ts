import type { InferContractRouterInputs, InferContractRouterOutputs } from "@orpc/contract";
import { expectTypeOf, it } from "vitest";
import type { CostAnswer, CostQuery, DimensionValue } from "../cost/query/cost-query.ts";
import type { LineItemPage, LineItemQuery } from "../cost/query/line-item-query.ts";
import type { ImportProposal, PeriodSummary } from "../ingest/import-report.ts";
import type { QualityReport } from "../ingest/quality-report.ts";
import type { Workspace, WorkspaceSchema } from "../workspace/workspace.ts";
import type { engineContract } from "./engine.ts";
import type { hostContract } from "./host.ts";

type EngineIn = InferContractRouterInputs<typeof engineContract>;
type EngineOut = InferContractRouterOutputs<typeof engineContract>;
type HostOut = InferContractRouterOutputs<typeof hostContract>;

it("serves exactly the domain types", () => {
  expectTypeOf<EngineIn["cost"]["query"]>().toEqualTypeOf<CostQuery>();
  expectTypeOf<EngineOut["cost"]["query"]>().toEqualTypeOf<CostAnswer>();
  expectTypeOf<EngineOut["cost"]["values"]>().toEqualTypeOf<readonly DimensionValue[]>();
  expectTypeOf<EngineIn["lineItems"]["page"]>().toEqualTypeOf<LineItemQuery>();
  expectTypeOf<EngineOut["lineItems"]["page"]>().toEqualTypeOf<LineItemPage>();
  expectTypeOf<EngineOut["imports"]["inspect"]>().toEqualTypeOf<ImportProposal>();
  expectTypeOf<EngineOut["periods"]["list"]>().toEqualTypeOf<readonly PeriodSummary[]>();
  expectTypeOf<EngineOut["quality"]["list"]>().toEqualTypeOf<readonly QualityReport[]>();
  expectTypeOf<EngineOut["workspace"]["schema"]>().toEqualTypeOf<WorkspaceSchema>();
  expectTypeOf<HostOut["workspaces"]["open"]>().toEqualTypeOf<Workspace>();
});
