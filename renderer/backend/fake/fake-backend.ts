import { createRouterClient, implement } from "@orpc/server";
import { engineContract } from "#core/contract/engine.ts";
import { hostContract } from "#core/contract/host.ts";
import { column } from "#core/export/export-table.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import type { Favourite } from "#core/favourite/favourite.ts";
import { failure } from "#core/result/failure.ts";
import type { Workspace } from "#core/workspace/workspace.ts";
import type { Backend, HostClient } from "../backend.ts";
import { CRASHES, LICENCES } from "./about.ts";
import { createFakeAccounts } from "./accounts.ts";
import {
  answerAllocation,
  answerPreview,
  answerStatement,
  answerTag,
  answerTags,
  BROKEN_MODEL,
  MODEL,
} from "./allocation.ts";
import { answerCosts, answerValues } from "./answer.ts";
import { DAMAGED, keptIncidents, SOUND, SYNCED } from "./condition.ts";
import { answerContainers, workloadDetail } from "./containers.ts";
import { commitmentAnswer, shareAnswer, simulationAnswer } from "./commitments.ts";
import { answerAcross, answerComparison, fakeSums } from "./comparison.ts";
import { answerCharges } from "./charges.ts";
import { previewReport, WHITE_PNG } from "./client-reports.ts";
import { ANNOTATIONS, DASHBOARD, NO_ANNOTATIONS } from "./desk.ts";
import { createFakeDrafts, PROFILES } from "./drafts.ts";
import { explainCosts, identitiesOfPayers } from "./explain.ts";
import { fakeFindingItems, fakeFindings, fakeMeasured } from "./findings.ts";
import { previewOf, TRANSLATIONS, WORKSPACE_FILE } from "./hand-over.ts";
import { importReport, periodSummaries, PROPOSAL, qualityReports, SCHEMA } from "./facts.ts";
import { JobBook } from "./job-book.ts";
import {
  BUDGETS,
  fakeAnomalies,
  fakeChanges,
  fakeForecast,
  fakeStatus,
  NO_MARKS,
  NO_RULES,
} from "./looking-ahead.ts";
import { cellsOf, FIGURE_FILE, METRICS } from "./business-metrics.ts";
import { keptItems } from "./kept.ts";
import { COLUMNS, lineItemPage } from "./line-items.ts";
import { answerSql, VIEWS } from "./sql.ts";
import { answerOrganization } from "./organization.ts";
import { resourceFacet, resourcePage, resourceTagHistory, resourceTags } from "./resources.ts";
import { CUSTOMERS, LOGINS, MONITORED } from "./site24x7.ts";
import { answerParity, parityLines, parityPairs } from "./parity.ts";
import { differenceAnswer, restatementReport, rowDifferenceAnswer } from "./restatements.ts";
import { answerTieOut } from "./tie-out.ts";
import { WORLD } from "./world.ts";
import { createFakeUpdates } from "./updates.ts";

/**
 * What the fake pretends. `scene`: `data` (default), `first` (never started), `start` (no workspace), `empty`,
 * `failing`, `slow`, `working` (a job runs for a long time), `no-budgets`, `no-organization` (none was read),
 * `no-containers` (nothing was split), `dashboard` (one of every kind of tile, notes on days), `allocated` (with an
 * allocation model), `broken-rule` (one that names a deleted virtual tag), `figures` (that and business figures); of
 * accounts: `no-accounts`, `errors` (one of each kind),
 * `damaged` (two months and a file of views), `aside` (the file only), `synced` (a folder that is), `failing`, `slow`, `working` (a job runs for a long time), `no-budgets`, `no-organization` (none was read), `no-containers` (nothing was split); of accounts: `no-accounts`, `errors` (one of each kind),
 * `failing`, `slow`, `working` (a job runs for a long time), `no-budgets`, `no-organization` (none was read); of accounts: `no-accounts`, `errors` (one of each kind),
 * `failing`, `slow`, `working` (a job runs for a long time), `no-budgets`, `dashboard` (one of every kind of tile, notes on days); of accounts: `no-accounts`, `errors` (one of each kind),
 * `failing`, `slow`, `working` (a job runs for a long time), `allocated` (with an allocation model); of accounts: `no-accounts`, `errors` (one of each kind),
 * `failing`, `slow`, `working` (a job runs for a long time), `no-budgets`; of accounts: `no-accounts`, `errors` (one of each kind),
 * `failing`, `slow`, `working` (a job runs for a long time), `allocated` (with an allocation model), `broken-rule` (one that names a deleted virtual tag), `figures` (that and business figures); of accounts: `no-accounts`, `errors` (one of each kind),
 * `offline`, `no-keychain`, `locked` (the keychain), `signed-out` (no identity), `refused` (the role), `msp` (logins of Site24x7).
 */
export type FakeOptions = {
  readonly scene?: string;
  readonly theme?: string;
  readonly rail?: string;
};

type SavedQuery = Awaited<ReturnType<HostClient["sql"]["queries"]["list"]>>[number];
type SqlRun = Awaited<ReturnType<HostClient["sql"]["history"]["list"]>>[number];
type Preferences = Awaited<ReturnType<HostClient["preferences"]["get"]>>;

const NOTHING = undefined;
const MADE_AT = "2026-10-01T08:00:00Z";

/** Answers both contracts with canned costs of a made-up company, checked by the contracts themselves. */
export function createFakeBackend(options: FakeOptions = {}): Backend {
  const scene = options.scene ?? "data";
  const jobs = new JobBook(scene === "working" ? 3_600_000 : 4_000);
  const state = {
    isDamaged: scene === "damaged",
    hasData: !["empty", "start", "first", "working"].includes(scene),
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
  const engineRouter = engine.router({
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
      schema: asked.workspace.schema.handler(() => (state.hasData ? SCHEMA : { ...SCHEMA, range: null })),
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
      list: asked.periods.list.handler(() => (state.hasData ? periodSummaries() : [])),
      remove: asked.periods.remove.handler(() => NOTHING),
    },
    quality: {
      list: asked.quality.list.handler(() => (state.hasData ? qualityReports() : [])),
      byPayer: asked.quality.byPayer.handler(() => (state.hasData ? identitiesOfPayers() : [])),
    },
    cost: {
      query: asked.cost.query.handler(({ input }) => answerCosts(input)),
      explain: asked.cost.explain.handler(({ input }) => explainCosts(input.cell, input.from)),
      values: asked.cost.values.handler(({ input }) =>
        answerValues(input.dimension, input.range, input.search, input.limit),
      ),
    },
    commitments: {
      query: asked.commitments.query.handler(({ input }) => commitmentAnswer(input)),
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
      tags: asked.allocation.tags.handler(({ input }) => answerTags(input)),
      tag: asked.allocation.tag.handler(({ input }) => answerTag(input)),
    },
    findings: {
      run: asked.findings.run.handler(() => jobs.start("findings", "Findings", () => ({ findings: 5 }))),
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

  return {
    engine: createRouterClient(engineRouter, { context: {} }),
    host: createRouterClient(hostRouter(scene, options, jobs), { context: {} }),
    pathOf: (file) => `/home/ana/Downloads/${file.name}`,
  };
}

function hostRouter(scene: string, options: FakeOptions, jobs: JobBook) {
  const host = implement(hostContract);
  let known: readonly Workspace[] = scene === "first" ? [] : WORKSPACES;
  let current: string | null = scene === "first" || scene === "start" ? null : "w-1";
  let preferences: Preferences = {
    theme: options.theme === "dark" || options.theme === "light" ? options.theme : "system",
    onboardingDone: scene !== "first",
    locale: null,
    railCollapsed: options.rail === "collapsed",
    refresh: "daily",
    updates: "off",
    updatesAskedOn: null,
  };
  const aside = keptIncidents(scene);
  const offered = createFakeUpdates();
  const views = keptItems<Awaited<ReturnType<HostClient["views"]["list"]>>[number]>();
  const budgets = keptItems(scene === "no-budgets" ? [] : BUDGETS);
  const marks = keptItems(NO_MARKS);
  const rules = keptItems(NO_RULES);
  const models = keptItems(
    scene === "allocated" || scene === "figures" ? [MODEL] : scene === "broken-rule" ? [BROKEN_MODEL] : [],
  );
  const findingMarks = keptItems<Awaited<ReturnType<HostClient["findingMarks"]["list"]>>[number]>([]);
  const findingAssumptions = keptItems<Awaited<ReturnType<HostClient["findingAssumptions"]["list"]>>[number]>(
    [],
  );
  const profiles = keptItems<TagProfile>([]);
  const queries = keptItems<SavedQuery>();
  const history = keptItems<SqlRun>();
  const grants = keptItems<Awaited<ReturnType<HostClient["creditGrants"]["list"]>>[number]>([]);
  const metrics = keptItems(scene.startsWith("figures") ? METRICS : []);
  const invoices = keptItems<Awaited<ReturnType<HostClient["invoices"]["list"]>>[number]>([]);
  const marksOfMonths = keptItems<Awaited<ReturnType<HostClient["restatementMarks"]["list"]>>[number]>([]);
  const signOffs = keptItems<Awaited<ReturnType<HostClient["signOffs"]["list"]>>[number]>([]);
  const reports = keptItems<Awaited<ReturnType<HostClient["clientReports"]["list"]>>[number]>([]);
  const dashboards = keptItems(scene === "dashboard" || scene === "failing" ? [DASHBOARD] : []);
  const annotations = keptItems(scene === "dashboard" ? ANNOTATIONS : NO_ANNOTATIONS);
  const favourites = keptItems<Favourite>();
  const rates = keptItems<Awaited<ReturnType<HostClient["currencyRates"]["list"]>>[number]>([]);
  const accounts = createFakeAccounts(scene);
  const drafts = createFakeDrafts(scene, accounts);
  const find = (id: string | null): Workspace | null =>
    known.find((workspace) => workspace.id === id) ?? null;
  const must = (id: string): Workspace => find(id) ?? WORKSPACES[0];

  return host.router({
    app: {
      describe: host.app.describe.handler(() => ({
        version: "0.1.0",
        electron: "33.2.1",
        platform: "linux",
        dataDirectory: "/home/ana/.config/cloudspend-desktop",
        packaged: false,
        today: WORLD.today,
      })),
      rendered: host.app.rendered.handler(() => NOTHING),
      events: host.app.events.handler(async function* () {}),
    },
    about: {
      licences: host.about.licences.handler(() => LICENCES),
      crashes: host.about.crashes.handler(() => CRASHES),
    },
    updates: {
      source: host.updates.source.handler(() => ({ host: "updates.example.com" })),
      look: host.updates.look.handler(() => (current === null ? null : offered.look())),
      download: host.updates.download.handler(async function* ({ signal }) {
        yield* offered.download(signal);
      }),
      install: host.updates.install.handler(() => NOTHING),
    },
    workspaces: {
      list: host.workspaces.list.handler(() => known),
      create: host.workspaces.create.handler(({ input }) => {
        const id = `w-${known.length + 1}`;
        const made = { ...WORKSPACES[0], id, name: input.name, sample: input.sample };
        known = [made, ...known];
        return made;
      }),
      open: host.workspaces.open.handler(({ input }) => {
        current = input.id;
        return must(input.id);
      }),
      current: host.workspaces.current.handler(() => find(current)),
      rename: host.workspaces.rename.handler(({ input, errors }) => {
        if (known.some(({ id, name }) => name === input.name && id !== input.id))
          throw errors.FAILURE({ data: failure("workspace.name_taken", { name: input.name }) });
        known = known.map((workspace) =>
          workspace.id === input.id ? { ...workspace, name: input.name } : workspace,
        );
        return must(input.id);
      }),
      delete: host.workspaces.delete.handler(({ input }) => {
        const { directory } = must(input.id);
        known = known.filter(({ id }) => id !== input.id);
        return { directory, files: 42, sizeBytes: 18_400_000, secrets: 1 };
      }),
    },
    handOver: {
      export: host.handOver.export.handler(({ input }) => {
        const path = `/home/ana/${input.name}.cloudspend`;
        const done = (): unknown => ({ path, sizeBytes: WORKSPACE_FILE.sizeBytes, rows: 824_037 });
        const keyPath = input.redaction === null ? null : `${path}-key`;
        return { path, keyPath, jobId: jobs.start("export", `${input.name}.cloudspend`, done) };
      }),
      chooseKey: host.handOver.chooseKey.handler(() => "/home/ana/keys/acme.cloudspend-key"),
      choose: host.handOver.choose.handler(() => WORKSPACE_FILE),
      inspect: host.handOver.inspect.handler(({ input }) => ({ ...WORKSPACE_FILE, path: input.path })),
      import: host.handOver.import.handler(({ input, errors }) => {
        if (known.some(({ name }) => name === input.name))
          throw errors.FAILURE({ data: failure("workspace.name_taken", { name: input.name }) });
        const made = { ...WORKSPACES[0], id: `w-${known.length + 1}`, name: input.name };
        known = [made, ...known];
        return made;
      }),
    },
    accounts: {
      list: host.accounts.list.handler(() => accounts.list()),
      watch: host.accounts.watch.handler(({ signal }) => accounts.watch(signal)),
      check: host.accounts.check.handler(({ input }) => accounts.check(input.id)),
      sync: host.accounts.sync.handler(({ input }) => accounts.sync(input.id)),
      pause: host.accounts.pause.handler(({ input }) => accounts.pause(input.id)),
      resume: host.accounts.resume.handler(({ input }) => accounts.sync(input.id)),
      cancel: host.accounts.cancel.handler(({ input }) => accounts.cancel(input.id)),
      remove: host.accounts.remove.handler(({ input }) => accounts.remove(input.id)),
      importNames: host.accounts.importNames.handler(() => ({ names: 42 })),
    },
    drafts: {
      list: host.drafts.list.handler(() => drafts.list()),
      create: host.drafts.create.handler(() => drafts.create()),
      edit: host.drafts.edit.handler(({ input }) => drafts.edit(input.accountId)),
      save: host.drafts.save.handler(({ input }) => drafts.change(input.id, { fields: input.fields })),
      discard: host.drafts.discard.handler(({ input }) => drafts.discard(input.id)),
      renewExternalId: host.drafts.renewExternalId.handler(({ input }) => drafts.renew(input.id)),
      setKeys: host.drafts.setKeys.handler(({ input }) => drafts.setKeys(input.id, input.keys.accessKeyId)),
      setKeysFromFile: host.drafts.setKeysFromFile.handler(({ input }) =>
        drafts.setKeysFromFile(input.id, input.path, input.user),
      ),
      forgetKeys: host.drafts.forgetKeys.handler(({ input }) => drafts.change(input.id, { keys: null })),
      identity: host.drafts.identity.handler(({ input, errors }) => {
        const known = drafts.identity(input.id);
        if (known.kind === "refused") throw errors.FAILURE({ data: known.failure });
        return known.identity;
      }),
      reports: host.drafts.reports.handler(() => drafts.reports()),
      check: host.drafts.check.handler(({ input, signal }) => drafts.check(input.id, signal)),
      connect: host.drafts.connect.handler(({ input }) => drafts.connect(input.id, input.allowFailing)),
    },
    credentials: {
      profiles: host.credentials.profiles.handler(() => PROFILES),
      keychain: host.credentials.keychain.handler(() => drafts.keychain()),
    },
    site24x7: {
      logins: host.site24x7.logins.handler(() => (scene === "msp" ? LOGINS : [])),
      signIn: host.site24x7.signIn.handler(({ input }) => ({
        id: "s-3",
        createdAt: MADE_AT,
        name: input.name,
        dataCentre: input.dataCentre,
        isMsp: input.isMsp,
        customer: null,
      })),
      separate: host.site24x7.separate.handler(({ input }) => ({
        workspaceId: "w-2",
        draftId: input.draftId,
      })),
      signOut: host.site24x7.signOut.handler(() => NOTHING),
      customers: host.site24x7.customers.handler(() => CUSTOMERS),
      awsAccounts: host.site24x7.awsAccounts.handler(() => MONITORED),
      choose: host.site24x7.choose.handler(({ input }) => drafts.choose(input)),
      changes: host.site24x7.changes.handler(() => [
        { what: "name", before: "Payer account", now: "Payer account (EU)" },
      ]),
      update: host.site24x7.update.handler(() => NOTHING),
      unlink: host.site24x7.unlink.handler(() => NOTHING),
    },
    budgets: {
      list: host.budgets.list.handler(() => budgets.list()),
      save: host.budgets.save.handler(({ input }) => budgets.save(input)),
      remove: host.budgets.remove.handler(({ input }) => budgets.remove(input.id)),
      place: host.budgets.place.handler(({ input }) => budgets.place(input.item, input.at)),
    },
    anomalyMarks: {
      list: host.anomalyMarks.list.handler(() => marks.list()),
      save: host.anomalyMarks.save.handler(({ input }) => marks.save(input)),
      remove: host.anomalyMarks.remove.handler(({ input }) => marks.remove(input.id)),
      place: host.anomalyMarks.place.handler(({ input }) => marks.place(input.item, input.at)),
    },
    anomalyRules: {
      list: host.anomalyRules.list.handler(() => rules.list()),
      save: host.anomalyRules.save.handler(({ input }) => rules.save(input)),
      remove: host.anomalyRules.remove.handler(({ input }) => rules.remove(input.id)),
      place: host.anomalyRules.place.handler(({ input }) => rules.place(input.item, input.at)),
    },
    findingMarks: {
      list: host.findingMarks.list.handler(() => findingMarks.list()),
      save: host.findingMarks.save.handler(({ input }) => findingMarks.save(input)),
      remove: host.findingMarks.remove.handler(({ input }) => findingMarks.remove(input.id)),
      place: host.findingMarks.place.handler(({ input }) => findingMarks.place(input.item, input.at)),
    },
    findingAssumptions: {
      list: host.findingAssumptions.list.handler(() => findingAssumptions.list()),
      save: host.findingAssumptions.save.handler(({ input }) => findingAssumptions.save(input)),
      remove: host.findingAssumptions.remove.handler(({ input }) => findingAssumptions.remove(input.id)),
      place: host.findingAssumptions.place.handler(({ input }) =>
        findingAssumptions.place(input.item, input.at),
      ),
    },
    views: {
      list: host.views.list.handler(() => views.list()),
      save: host.views.save.handler(({ input }) => views.save(input)),
      remove: host.views.remove.handler(({ input }) => views.remove(input.id)),
      place: host.views.place.handler(({ input }) => views.place(input.item, input.at)),
    },
    dashboards: {
      list: host.dashboards.list.handler(() => dashboards.list()),
      save: host.dashboards.save.handler(({ input }) => dashboards.save(input)),
      remove: host.dashboards.remove.handler(({ input }) => dashboards.remove(input.id)),
      place: host.dashboards.place.handler(({ input }) => dashboards.place(input.item, input.at)),
    },
    annotations: {
      list: host.annotations.list.handler(() => annotations.list()),
      save: host.annotations.save.handler(({ input }) => annotations.save(input)),
      remove: host.annotations.remove.handler(({ input }) => annotations.remove(input.id)),
      place: host.annotations.place.handler(({ input }) => annotations.place(input.item, input.at)),
    },
    favourites: {
      list: host.favourites.list.handler(() => favourites.list()),
      save: host.favourites.save.handler(({ input }) => favourites.save(input)),
      remove: host.favourites.remove.handler(({ input }) => favourites.remove(input.id)),
      place: host.favourites.place.handler(({ input }) => favourites.place(input.item, input.at)),
    },
    allocationModels: {
      list: host.allocationModels.list.handler(() => models.list()),
      save: host.allocationModels.save.handler(({ input }) => models.save(input)),
      remove: host.allocationModels.remove.handler(({ input }) => models.remove(input.id)),
      place: host.allocationModels.place.handler(({ input }) => models.place(input.item, input.at)),
    },
    tagProfiles: {
      list: host.tagProfiles.list.handler(() => profiles.list()),
      save: host.tagProfiles.save.handler(({ input }) => profiles.save(input)),
      remove: host.tagProfiles.remove.handler(({ input }) => profiles.remove(input.id)),
      place: host.tagProfiles.place.handler(({ input }) => profiles.place(input.item, input.at)),
    },
    clientReports: {
      list: host.clientReports.list.handler(() => reports.list()),
      save: host.clientReports.save.handler(({ input }) => reports.save(input)),
      remove: host.clientReports.remove.handler(({ input }) => reports.remove(input.id)),
      place: host.clientReports.place.handler(({ input }) => reports.place(input.item, input.at)),
      preview: host.clientReports.preview.handler(({ input, errors }) => {
        if (scene === "failing")
          throw errors.FAILURE({
            data: failure("report.month_not_held", { month: "2026-11", first: "2025-10", last: "2026-10" }),
          });
        return previewReport(input);
      }),
      page: host.clientReports.page.handler(() => ({ base64: WHITE_PNG })),
      chooseLogo: host.clientReports.chooseLogo.handler(() => `data:image/png;base64,${WHITE_PNG}`),
      write: host.clientReports.write.handler(
        ({ input }) => `/home/ana/${input.suggestedName}.${input.format}`,
      ),
    },
    sql: {
      views: host.sql.views.handler(() => VIEWS),
      run: host.sql.run.handler(({ input, errors }) => {
        const given = answerSql(input.text);
        if ("code" in given) throw errors.FAILURE({ data: given });
        return given;
      }),
      queries: {
        list: host.sql.queries.list.handler(() => queries.list()),
        save: host.sql.queries.save.handler(({ input }) => queries.save(input)),
        remove: host.sql.queries.remove.handler(({ input }) => queries.remove(input.id)),
        place: host.sql.queries.place.handler(({ input }) => queries.place(input.item, input.at)),
      },
      history: {
        list: host.sql.history.list.handler(() => history.list()),
        save: host.sql.history.save.handler(({ input }) => history.save(input)),
        remove: host.sql.history.remove.handler(({ input }) => history.remove(input.id)),
        place: host.sql.history.place.handler(({ input }) => history.place(input.item, input.at)),
      },
    },
    creditGrants: {
      list: host.creditGrants.list.handler(() => grants.list()),
      save: host.creditGrants.save.handler(({ input }) => grants.save(input)),
      remove: host.creditGrants.remove.handler(({ input }) => grants.remove(input.id)),
      place: host.creditGrants.place.handler(({ input }) => grants.place(input.item, input.at)),
    },
    businessMetrics: {
      list: host.businessMetrics.list.handler(() => metrics.list()),
      save: host.businessMetrics.save.handler(({ input }) => metrics.save(input)),
      remove: host.businessMetrics.remove.handler(({ input }) => metrics.remove(input.id)),
      place: host.businessMetrics.place.handler(({ input }) => metrics.place(input.item, input.at)),
      readTable: host.businessMetrics.readTable.handler(({ input }) => ({
        rows: cellsOf(input.kind === "text" ? input.text : FIGURE_FILE),
      })),
    },
    invoices: {
      list: host.invoices.list.handler(() => invoices.list()),
      save: host.invoices.save.handler(({ input }) => invoices.save(input)),
      remove: host.invoices.remove.handler(({ input }) => invoices.remove(input.id)),
      place: host.invoices.place.handler(({ input }) => invoices.place(input.item, input.at)),
    },
    signOffs: {
      list: host.signOffs.list.handler(() => signOffs.list()),
      save: host.signOffs.save.handler(({ input }) => signOffs.save(input)),
      remove: host.signOffs.remove.handler(({ input }) => signOffs.remove(input.id)),
      place: host.signOffs.place.handler(({ input }) => signOffs.place(input.item, input.at)),
    },
    restatementMarks: {
      list: host.restatementMarks.list.handler(() => marksOfMonths.list()),
      save: host.restatementMarks.save.handler(({ input }) => marksOfMonths.save(input)),
      remove: host.restatementMarks.remove.handler(({ input }) => marksOfMonths.remove(input.id)),
      place: host.restatementMarks.place.handler(({ input }) => marksOfMonths.place(input.item, input.at)),
    },
    comparison: { across: host.comparison.across.handler(({ input }) => answerAcross(input)) },
    incidents: {
      list: host.incidents.list.handler(() => aside.list()),
      acknowledge: host.incidents.acknowledge.handler(({ input }) => aside.acknowledge(input.ids)),
    },
    currencyRates: {
      list: host.currencyRates.list.handler(() => rates.list()),
      save: host.currencyRates.save.handler(({ input }) => rates.save(input)),
      remove: host.currencyRates.remove.handler(({ input }) => rates.remove(input.id)),
      place: host.currencyRates.place.handler(({ input }) => rates.place(input.item, input.at)),
    },
    dialogs: {
      openFiles: host.dialogs.openFiles.handler(() => ["/home/ana/aws/acme-cost-and-usage"]),
      openFolder: host.dialogs.openFolder.handler(() => ["/home/ana/aws/acme-cost-and-usage"]),
      saveFile: host.dialogs.saveFile.handler(({ input }) => `/home/ana/${input.suggestedName}`),
      saveImage: host.dialogs.saveImage.handler(({ input }) => `/home/ana/${input.suggestedName}`),
      reveal: host.dialogs.reveal.handler(() => NOTHING),
    },
    preferences: {
      get: host.preferences.get.handler(() => preferences),
      set: host.preferences.set.handler(({ input }) => (preferences = { ...input })),
    },
  });
}

const WORKSPACES: readonly [Workspace, ...Workspace[]] = [
  {
    id: "w-1",
    name: "Acme Retail",
    directory: "/home/ana/.config/cloudspend-desktop/workspaces/acme-retail",
    createdAt: MADE_AT,
    openedAt: "2026-10-21T07:40:00Z",
    sample: false,
  },
  {
    id: "w-2",
    name: "Northwind Logistics",
    directory: "/home/ana/.config/cloudspend-desktop/workspaces/northwind",
    createdAt: MADE_AT,
    openedAt: "2026-10-19T15:12:00Z",
    sample: false,
  },
  {
    id: "w-3",
    name: "Sample company",
    directory: "/home/ana/.config/cloudspend-desktop/workspaces/sample",
    createdAt: MADE_AT,
    openedAt: "2026-10-02T09:00:00Z",
    sample: true,
  },
];
