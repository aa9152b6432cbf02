const CORE_MODULES_WITH_ZOD =
  "^core/(contract|delivery|workspace|cur/(manifest|report-source)|site24x7/answers)/";
const FIXTURE = "[.]fixture[.]ts$";
const TEST = "\\.test(-d)?\\.ts$";
/** Answers the component tests in the contract's words. */
const FAKE = "^renderer/backend/fake/";
const PAGE_PACKAGES =
  "node_modules/(vue|vue-router|pinia|vue-echarts|echarts|@nuxt/ui|@orpc|@tanstack|@vueuse|@fontsource-variable|@codemirror|@lezer|@internationalized|marked|minisearch|tailwindcss)/";

/** @param {readonly string[]} paths */
const folders = (...paths) => paths.map((path) => `^${path}/`);

/** Who may import whom; build/docs/architecture.md draws it. @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle means two modules are one.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "core-has-no-builtins",
      comment: "core is deterministic: no Node, no clock, no disk.",
      severity: "error",
      from: { path: "^core/", pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "core-is-pure",
      comment: "core depends on nothing but core.",
      severity: "error",
      from: { path: "^core/", pathNot: TEST },
      to: { pathNot: ["^core/", "node_modules/(zod|@orpc/contract|@orpc/shared)/"] },
    },
    {
      name: "zod-only-where-outside-facts-enter",
      comment: "Inside core, types are enough; zod decodes what comes from outside.",
      severity: "error",
      from: { path: "^core/", pathNot: [TEST, CORE_MODULES_WITH_ZOD] },
      to: { path: "node_modules/(zod|@orpc)/" },
    },
    {
      name: "core-does-not-know-the-contract",
      comment: "The contract is written in the words of core, not the other way round.",
      severity: "error",
      from: { path: "^core/", pathNot: ["^core/contract/", TEST] },
      to: { path: "^core/contract/" },
    },
    {
      name: "the-sample-world-stays-a-sample",
      comment: "No production code of core may depend on generated data.",
      severity: "error",
      from: { path: "^core/", pathNot: ["^core/sample/", TEST] },
      to: { path: "^core/sample/" },
    },
    {
      name: "engine-runs-without-electron",
      comment: "The engine also runs in plain Node.",
      severity: "error",
      from: { path: folders("electron/engine", "electron/console", "electron/headless"), pathNot: TEST },
      to: { path: ["node_modules/electron/", "^electron/(main|preload)/"] },
    },
    {
      name: "engine-has-no-secrets-and-no-network",
      comment: "It reads local files only.",
      severity: "error",
      from: { path: folders("electron/engine", "electron/console"), pathNot: TEST },
      to: {
        path: [
          "^electron/(main|host|hand-over|accounts|sync|secrets|aws|in-place|headless|preload)/",
          "^(node:)?(https?|http2|net|tls|dgram|dns)$",
        ],
      },
    },
    {
      name: "aws-sdk-only-in-its-adapters",
      comment: "One place knows how AWS is asked and what its errors mean.",
      severity: "error",
      from: { path: "^(core|electron|renderer)/", pathNot: ["^electron/aws/", TEST, FIXTURE] },
      to: { path: "node_modules/(@aws-sdk|@smithy|@aws-crypto)/" },
    },
    {
      name: "keychain-only-in-its-adapter",
      comment: "Whoever can read a secret is found in one folder.",
      severity: "error",
      from: { path: "^(core|electron|renderer)/", pathNot: "^electron/secrets/" },
      to: { path: "node_modules/keytar/" },
    },
    {
      name: "duckdb-only-in-the-engine",
      comment: "A crash of the database may end the engine, never the app.",
      severity: "error",
      from: {
        path: "^(core|electron|renderer)/",
        pathNot: ["^electron/(engine|console|headless|faults)/", TEST],
      },
      to: { path: "node_modules/@duckdb/" },
    },
    {
      name: "main-knows-the-engine-by-contract",
      comment: "main starts the engine by its path and talks to it through its port.",
      severity: "error",
      from: {
        path: folders(
          "electron/main",
          "electron/host",
          "electron/hand-over",
          "electron/accounts",
          "electron/sync",
          "electron/secrets",
          "electron/aws",
          "electron/in-place",
        ),
        pathNot: [TEST, FIXTURE],
      },
      to: { path: "^electron/(engine|console|headless|preload)/" },
    },
    {
      name: "preload-carries-nothing",
      comment: "It hands over two ports.",
      severity: "error",
      from: { path: "^electron/preload/" },
      to: {
        pathNot: ["^electron/preload/", "^electron/transport/", "node_modules/electron/"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "electron-does-not-know-the-page",
      severity: "error",
      from: { path: "^electron/", pathNot: "^electron/e2e/" },
      to: { path: "^renderer/" },
    },
    {
      name: "page-takes-types-of-the-contract-only",
      comment: "No validator ships in the page.",
      severity: "error",
      from: { path: "^renderer/", pathNot: [TEST, FAKE] },
      to: { path: "^core/contract/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "page-is-sandboxed",
      comment: "No Node, no Electron, no generated data.",
      severity: "error",
      from: { path: "^renderer/", pathNot: [TEST, FAKE] },
      to: { path: ["^electron/", "^core/sample/", "node_modules/(electron|@duckdb|zod)/"] },
    },
    {
      name: "page-has-no-builtins",
      severity: "error",
      from: { path: "^renderer/", pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "page-uses-known-packages",
      comment: "A new package in the page is a decision: say so here.",
      severity: "error",
      from: { path: "^renderer/", pathNot: TEST },
      to: { path: "node_modules/", pathNot: PAGE_PACKAGES, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "features-do-not-know-each-other",
      comment: "What two features share moves down a level.",
      severity: "error",
      from: { path: "^renderer/features/([^/]+)/" },
      to: { path: "^renderer/features/", pathNot: "^renderer/features/$1/" },
    },
    {
      name: "design-system-knows-no-domain",
      severity: "error",
      from: { path: folders("renderer/ui", "renderer/charts"), pathNot: TEST },
      to: { path: ["^core/", "^renderer/(backend|queries|stores|features|app)/"] },
    },
    {
      name: "faults-are-for-tests",
      comment: "No process that is shipped can be told to fail.",
      severity: "error",
      from: { path: "^(core|electron|renderer)/", pathNot: "^electron/faults/" },
      to: { path: "^electron/faults/" },
    },
    {
      name: "fakes-are-for-tests",
      comment: "During development main.ts may load one on demand; a build leaves that branch out.",
      severity: "error",
      from: { path: "^renderer/", pathNot: [TEST, FAKE] },
      to: { path: FAKE, dynamic: false },
    },
    {
      name: "page-layers-point-down",
      severity: "error",
      from: {
        path: folders(
          "renderer/format",
          "renderer/navigation",
          "renderer/backend",
          "renderer/queries",
          "renderer/stores",
          "renderer/analysis",
        ),
      },
      to: { path: "^renderer/(features|app)/" },
    },
    {
      name: "features-do-not-know-the-app",
      comment: "Tests of a whole screen may open it as the app does.",
      severity: "error",
      from: { path: "^renderer/features/", pathNot: "[.]test[.]ts$" },
      to: { path: "^renderer/app/" },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: { path: "^(core|electron|renderer)/" },
      to: { couldNotResolve: true, pathNot: "^electron$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "[.](css|svg|png|woff2)$" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".mts", ".vue", ".mjs", ".js", ".json"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
