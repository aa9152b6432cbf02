import { implement } from "@orpc/server";
import { engineContract } from "#core/contract/engine.ts";
import { column } from "#core/export/export-table.ts";
import { failure } from "#core/result/failure.ts";
import { answerAllocation, answerPreview, answerStatement, answerTag, answerTags } from "./allocation.ts";
import { answerCosts, answerValues } from "./answer.ts";
import { DAMAGED, SOUND, SYNCED } from "./condition.ts";
import { answerContainers, workloadDetail } from "./containers.ts";
import { commitmentAnswer, shareAnswer, simulationAnswer } from "./commitments.ts";
import { answerComparison, fakeSums } from "./comparison.ts";
import { answerCharges } from "./charges.ts";
import { identitiesOfPayers } from "./explain.ts";
import { fakeFindingItems, fakeFindings, fakeMeasured } from "./findings.ts";
import { previewOf, TRANSLATIONS, WORKSPACE_FILE } from "./hand-over.ts";
import { importReport, periodSummaries, PROPOSAL, qualityReports } from "./facts.ts";
import { explainHere, isHere, schemaOf } from "./in-place.ts";
import type { JobBook } from "./job-book.ts";
import { fakeAnomalies, fakeChanges, fakeForecast, fakeStatus } from "./looking-ahead.ts";
import { COLUMNS, lineItemPage } from "./line-items.ts";
import { VIEWS } from "./sql.ts";
import { answerOrganization } from "./organization.ts";
import { resourceFacet, resourcePage, resourceTagHistory, resourceTags } from "./resources.ts";
import { answerParity, parityLines, parityPairs } from "./parity.ts";
import { differenceAnswer, restatementReport, rowDifferenceAnswer } from "./restatements.ts";
import { answerTieOut } from "./tie-out.ts";

const NOTHING = undefined;

/** The engine as the fake pretends it. */
export function fakeEngine(scene: string, jobs: JobBook) {
  const state = {
    isDamaged: scene === "damaged",
    hasData: !["empty", "start", "first", "working", "in-place-only"].includes(scene),
  };
  if (scene === "working") jobs.start("sample", "Sample company", importReport);
  const pause = (): Promise<void> => new Promise((done) => setTimeout(done, scene === "slow" ? 60_000 : 5));
  const fill = (): unknown => {
    state.hasData = true;
    return importReport();
  };
  let rowsLimit = 1_000_000_000;
  const engine = implement(engineContract);
  const refuse = scene === "failing";
  const guard = engine.$context<object>().middleware(async ({ next, errors }) => {
    await pause();
    if (refuse)
      throw errors.FAILURE({ data: failure("workspace.damaged", { path: "/data/acme", cause: "checksum" }) });
    return next();
  });
  const asked = engine.use(guard);
  return engine.router({
    workspace: {
      open: engine.workspace.open.handler(() => NOTHING),
      look: engine.workspace.look.handler(() => NOTHING),
      close: engine.workspace.close.handler(() => NOTHING),
      condition: engine.workspace.condition.handler(() =>
        state.isDamaged ? DAMAGED : scene === "synced" ? SYNCED : SOUND,
      ),
      repair: engine.workspace.repair.handler(() =>
        jobs.start("repair", "Repair", () => {
          state.isDamaged = false;
          return { months: [] };
        }),
      ),
      schema: asked.workspace.schema.handler(() => schemaOf(scene, state.hasData)),
    },
    imports: {
      inspect: asked.imports.inspect.handler(() => PROPOSAL),
      start: engine.imports.start.handler(() => jobs.start("import", "acme-cost-and-usage", fill)),
    },
    sync: { import: engine.sync.import.handler(() => jobs.start("sync", "acme-cost-and-usage", fill)) },
    accountNames: { set: engine.accountNames.set.handler(() => NOTHING) },
    sample: { start: engine.sample.start.handler(() => jobs.start("sample", "Sample company", fill)) },
    jobs: {
      list: engine.jobs.list.handler(() => jobs.list()),
      cancel: engine.jobs.cancel.handler(({ input }) => jobs.cancel(input.id)),
      watch: engine.jobs.watch.handler(() => jobs.watch()),
    },
    periods: {
      list: asked.periods.list.handler(() =>
        state.hasData ? periodSummaries().filter(({ billingPeriod }) => isHere(scene, billingPeriod)) : [],
      ),
      remove: asked.periods.remove.handler(() => NOTHING),
    },
    quality: {
      list: asked.quality.list.handler(() => (state.hasData ? qualityReports() : [])),
      byPayer: asked.quality.byPayer.handler(() => (state.hasData ? identitiesOfPayers() : [])),
    },
    cost: {
      query: asked.cost.query.handler(({ input }) => answerCosts(input)),
      explain: asked.cost.explain.handler(({ input }) => explainHere(scene, input.cell, input.from)),
      labels: asked.cost.labels.handler(() => ({})),
      values: asked.cost.values.handler(({ input }) =>
        answerValues(input.dimension, input.range, input.search, input.limit),
      ),
    },
    commitments: {
      query: asked.commitments.query.handler(({ input }) => commitmentAnswer(input)),
      queryWithAway: asked.commitments.queryWithAway.handler(({ input }) => commitmentAnswer(input.query)),
      simulate: asked.commitments.simulate.handler(({ input }) => simulationAnswer(input)),
      fairShare: asked.commitments.fairShare.handler(({ input }) => shareAnswer(input.range)),
    },
    forecast: { query: asked.forecast.query.handler(({ input }) => fakeForecast(input)) },
    budgets: {
      evaluate: asked.budgets.evaluate.handler(({ input }) =>
        input.budgets.map((one) => fakeStatus(one, input.definitions)),
      ),
      changes: asked.budgets.changes.handler(({ input }) => fakeChanges(input.budget, input.definitions)),
    },
    anomalies: { find: asked.anomalies.find.handler(({ input }) => fakeAnomalies(input)) },
    allocation: {
      query: asked.allocation.query.handler(({ input }) => answerAllocation(input)),
      preview: asked.allocation.preview.handler(({ input }) => answerPreview(input)),
      statement: asked.allocation.statement.handler(({ input }) => answerStatement(input)),
      chargeback: asked.allocation.chargeback.handler(() => ({
        title: "Chargeback",
        columns: [column("unit")],
        rows: [["Shop"]],
      })),
      withAway: {
        query: asked.allocation.withAway.query.handler(({ input }) => answerAllocation(input.query)),
        preview: asked.allocation.withAway.preview.handler(({ input }) => answerPreview(input.query)),
        statement: asked.allocation.withAway.statement.handler(({ input }) => answerStatement(input.query)),
      },
      tags: asked.allocation.tags.handler(({ input }) => answerTags(input)),
      tag: asked.allocation.tag.handler(({ input }) => answerTag(input)),
    },
    findings: {
      run: asked.findings.run.handler(() => jobs.start("findings", "Findings", () => ({ findings: 5 }))),
      runAway: asked.findings.runAway.handler(() => undefined),
      list: asked.findings.list.handler(({ input }) => (scene === "working" ? null : fakeFindings(input))),
      items: asked.findings.items.handler(({ input }) => fakeFindingItems(input)),
      measure: asked.findings.measure.handler(({ input }) => fakeMeasured(input)),
    },
    comparison: {
      query: asked.comparison.query.handler(({ input }) => answerComparison(input)),
      sums: asked.comparison.sums.handler(({ input }) => fakeSums(input)),
    },
    charges: { query: asked.charges.query.handler(({ input }) => answerCharges(input)) },
    containers: {
      query: asked.containers.query.handler(({ input }) =>
        answerContainers(input, scene !== "no-containers"),
      ),
      workload: asked.containers.workload.handler(({ input }) => workloadDetail(input)),
    },
    organization: {
      query: asked.organization.query.handler(({ input }) =>
        answerOrganization(input, scene !== "no-organization"),
      ),
    },
    parity: {
      pairs: asked.parity.pairs.handler(() => (state.hasData ? parityPairs() : [])),
      compare: asked.parity.compare.handler(({ input }) => answerParity(input)),
      lines: asked.parity.lines.handler(({ input }) => parityLines(input)),
    },
    restatements: {
      list: asked.restatements.list.handler(() => restatementReport(rowsLimit)),
      compare: asked.restatements.compare.handler(({ input }) => differenceAnswer(input)),
      rows: asked.restatements.rows.handler(() => rowDifferenceAnswer()),
      setLimit: engine.restatements.setLimit.handler(({ input }) => {
        rowsLimit = input.bytes;
      }),
    },
    tieOut: { ledger: asked.tieOut.ledger.handler(({ input }) => answerTieOut(input)) },
    resources: {
      page: asked.resources.page.handler(({ input }) => resourcePage(input)),
      facet: asked.resources.facet.handler(({ input }) => resourceFacet(input)),
      tags: asked.resources.tags.handler(({ input }) => resourceTags(input.resources)),
      tagHistory: asked.resources.tagHistory.handler(() => resourceTagHistory()),
    },
    lineItems: {
      columns: asked.lineItems.columns.handler(() => COLUMNS),
      page: asked.lineItems.page.handler(({ input }) => lineItemPage(input)),
    },
    exports: {
      start: asked.exports.start.handler(({ input }) =>
        jobs.start("export", input.path.replace(/^.*\//, ""), () => ({ path: input.path, rows: 12_480 })),
      ),
    },
    sql: {
      snapshot: asked.sql.snapshot.handler(() => ({ key: "k", file: "k.duckdb", reads: [], views: VIEWS })),
    },
    workspaceFile: {
      export: engine.workspaceFile.export.handler(({ input }) =>
        jobs.start("export", "Acme.cloudspend", () => ({ path: input.path, sizeBytes: 1, rows: 1 })),
      ),
      preview: engine.workspaceFile.preview.handler(({ input }) => previewOf(input.hidden)),
      translate: engine.workspaceFile.translate.handler(({ input }) =>
        TRANSLATIONS.filter(({ pseudonym }) => input.text.includes(pseudonym)),
      ),
      inspect: engine.workspaceFile.inspect.handler(() => WORKSPACE_FILE),
      import: engine.workspaceFile.import.handler(() =>
        jobs.start("importWorkspace", "Acme.cloudspend", () => ({ summary: WORKSPACE_FILE, accounts: [] })),
      ),
    },
  });
}
