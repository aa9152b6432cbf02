import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { failure } from "#core/result/failure.ts";
import type { Workspace } from "#core/workspace/workspace.ts";
import type { HostClient } from "../backend.ts";
import { CRASHES, LICENCES } from "./about.ts";
import { fakeFindingsAway } from "./findings.ts";
import { createFakeInPlace } from "./in-place.ts";
import { createFakeAccounts } from "./accounts.ts";
import { answerAllocation, answerPreview, answerStatement, modelsOf } from "./allocation.ts";
import { commitmentAnswer } from "./commitments.ts";
import { keptIncidents } from "./condition.ts";
import { answerAcross } from "./comparison.ts";
import { previewReport, WHITE_PNG } from "./client-reports.ts";
import { ANNOTATIONS, DASHBOARD } from "./desk.ts";
import { createFakeDrafts, PROFILES } from "./drafts.ts";
import { WORKSPACE_FILE } from "./hand-over.ts";
import { lineItemPage } from "./line-items.ts";
import type { JobBook } from "./job-book.ts";
import { BUDGETS } from "./looking-ahead.ts";
import { cellsOf, FIGURE_FILE, METRICS } from "./business-metrics.ts";
import { keptItems } from "./kept.ts";
import { answerSql, VIEWS } from "./sql.ts";
import { CUSTOMERS, LOGINS, MONITORED } from "./site24x7.ts";
import { WORLD } from "./world.ts";
import { createFakeUpdates } from "./updates.ts";
import { allocationModel } from "#core/contract/schema/allocation.ts";
import { anomalyMark, anomalyRules } from "#core/contract/schema/anomaly.ts";
import { budget } from "#core/contract/schema/budget.ts";
import { creditGrant } from "#core/contract/schema/charges.ts";
import { reportDefinition } from "#core/contract/schema/client-report.ts";
import { tagProfile } from "#core/contract/schema/cost.ts";
import { currencyRates } from "#core/contract/schema/currency.ts";
import { dashboard } from "#core/contract/schema/dashboard.ts";
import { annotation, favourite } from "#core/contract/schema/desk.ts";
import { findingAssumption, findingMark } from "#core/contract/schema/finding.ts";
import { restatementMark } from "#core/contract/schema/restatement.ts";
import { savedQuery, sqlRun } from "#core/contract/schema/sql.ts";
import { invoice, signOff } from "#core/contract/schema/tie-out.ts";
import { businessMetric } from "#core/contract/schema/unit-economics.ts";
import { savedView } from "#core/contract/schema/workspace.ts";
import type { FakeOptions } from "./scene.ts";

type Preferences = Awaited<ReturnType<HostClient["preferences"]["get"]>>;

const NOTHING = undefined;
const MADE_AT = "2026-10-01T08:00:00Z";

/** The main process as the fake pretends it. */
export function fakeHost(scene: string, options: FakeOptions, jobs: JobBook) {
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
  const accounts = createFakeAccounts(scene);
  const inPlace = createFakeInPlace(scene);
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
    inPlace: {
      accounts: host.inPlace.accounts.handler(() => inPlace.accounts()),
      estimate: host.inPlace.estimate.handler(({ input }) => inPlace.estimate(input)),
      query: host.inPlace.query.handler(({ input, signal }) => inPlace.query(input, signal)),
      commitments: host.inPlace.commitments.handler(({ input, signal }) =>
        inPlace.ask(input, commitmentAnswer, signal),
      ),
      units: host.inPlace.units.handler(({ input, signal }) => inPlace.ask(input, answerAllocation, signal)),
      preview: host.inPlace.preview.handler(({ input, signal }) => inPlace.ask(input, answerPreview, signal)),
      statement: host.inPlace.statement.handler(({ input, signal }) =>
        inPlace.ask(input, answerStatement, signal),
      ),
      findings: host.inPlace.findings.handler(({ input, signal }) =>
        inPlace.ask(input, fakeFindingsAway, signal),
      ),
      lineItems: host.inPlace.lineItems.handler(({ input, signal }) =>
        inPlace.ask(input, lineItemPage, signal),
      ),
      explain: host.inPlace.explain.handler(({ input, signal }) => inPlace.explain(input, signal)),
      compare: host.inPlace.compare.handler(({ input, signal }) => inPlace.compare(input, signal)),
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
      workgroups: host.drafts.workgroups.handler(() => drafts.workgroups()),
      workgroup: host.drafts.workgroup.handler(({ input }) => drafts.workgroup(input.id)),
      databases: host.drafts.databases.handler(() => drafts.databases()),
      tables: host.drafts.tables.handler(() => drafts.tables()),
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
    budgets: keptItems(budget, scene === "no-budgets" ? [] : BUDGETS),
    anomalyMarks: keptItems(anomalyMark),
    anomalyRules: keptItems(anomalyRules),
    findingMarks: keptItems(findingMark),
    findingAssumptions: keptItems(findingAssumption),
    views: keptItems(savedView),
    dashboards: keptItems(dashboard, scene === "dashboard" || scene === "failing" ? [DASHBOARD] : []),
    annotations: keptItems(annotation, scene === "dashboard" ? ANNOTATIONS : []),
    favourites: keptItems(favourite),
    allocationModels: keptItems(allocationModel, modelsOf(scene)),
    tagProfiles: keptItems(tagProfile),
    clientReports: {
      ...keptItems(reportDefinition),
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
      queries: keptItems(savedQuery),
      history: keptItems(sqlRun),
    },
    creditGrants: keptItems(creditGrant),
    businessMetrics: {
      ...keptItems(businessMetric, scene.startsWith("figures") ? METRICS : []),
      readTable: host.businessMetrics.readTable.handler(({ input }) => ({
        rows: cellsOf(input.kind === "text" ? input.text : FIGURE_FILE),
      })),
    },
    invoices: keptItems(invoice),
    signOffs: keptItems(signOff),
    restatementMarks: keptItems(restatementMark),
    comparison: { across: host.comparison.across.handler(({ input }) => answerAcross(input)) },
    incidents: {
      list: host.incidents.list.handler(() => aside.list()),
      acknowledge: host.incidents.acknowledge.handler(({ input }) => aside.acknowledge(input.ids)),
    },
    currencyRates: keptItems(currencyRates),
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
