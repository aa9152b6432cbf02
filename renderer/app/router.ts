import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from "vue-router";
import { useExplorationStore } from "../stores/exploration.ts";
import { usePreferencesStore } from "../stores/preferences.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";

declare module "vue-router" {
  interface RouteMeta {
    readonly title: string;
    /** Stands alone, without the rail. */
    readonly isBare?: boolean;
    readonly needsWorkspace?: boolean;
    /** Shows costs: the exploration view lives in its address. */
    readonly isAnalysis?: boolean;
  }
}

const analysis = { needsWorkspace: true, isAnalysis: true };

const ROUTES: readonly RouteRecordRaw[] = [
  { path: "/", redirect: { name: "overview" } },
  {
    path: "/welcome",
    name: "welcome",
    meta: { title: "Welcome", isBare: true },
    component: () => import("../features/onboarding/WelcomeScreen.vue"),
  },
  {
    path: "/start",
    name: "start",
    meta: { title: "Start", isBare: true },
    component: () => import("../features/start/StartScreen.vue"),
  },
  {
    path: "/overview",
    name: "overview",
    meta: { title: "Overview", ...analysis },
    component: () => import("../features/overview/OverviewScreen.vue"),
  },
  {
    path: "/explorer",
    name: "explorer",
    meta: { title: "Explorer", ...analysis },
    component: () => import("../features/explorer/ExplorerScreen.vue"),
  },
  {
    path: "/line-items",
    name: "lineItems",
    meta: { title: "Line items", ...analysis },
    component: () => import("../features/line-items/LineItemsScreen.vue"),
  },
  {
    path: "/import",
    name: "import",
    meta: { title: "Import", needsWorkspace: true },
    component: () => import("../features/imports/ImportScreen.vue"),
  },
  {
    path: "/accounts",
    name: "accounts",
    meta: { title: "Accounts", needsWorkspace: true },
    component: () => import("../features/accounts/AccountsScreen.vue"),
  },
  {
    path: "/accounts/errors",
    name: "accountErrors",
    meta: { title: "Configuration Error Account(s)", needsWorkspace: true },
    component: () => import("../features/accounts/ErrorAccountsScreen.vue"),
  },
  {
    path: "/accounts/integrate/:draftId?",
    name: "integrateAccount",
    meta: { title: "Integrate AWS Account", needsWorkspace: true },
    component: () => import("../features/accounts/wizard/IntegrateScreen.vue"),
  },
  {
    path: "/quality/:deliveryId?",
    name: "quality",
    meta: { title: "Data quality", needsWorkspace: true },
    component: () => import("../features/quality/QualityScreen.vue"),
  },
  {
    path: "/settings",
    name: "settings",
    meta: { title: "Settings" },
    component: () => import("../features/settings/SettingsScreen.vue"),
  },
  { path: "/:rest(.*)*", redirect: { name: "overview" } },
];

/** Screens by address. Needs the stores to be loaded when the first address is opened. */
export function createAppRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes: [...ROUTES] });
  const preferences = usePreferencesStore();
  const workspace = useWorkspaceStore();
  const exploration = useExplorationStore();

  router.beforeEach((to) => {
    if (!preferences.isOnboardingDone && to.name !== "welcome") return { name: "welcome" };
    if (to.meta.needsWorkspace === true && workspace.id === null) return { name: "start" };
    return true;
  });
  router.afterEach((to) => {
    if (to.meta.isAnalysis === true) exploration.readLink(to.query);
    document.title = `${to.meta.title} · CloudSpend Desktop`;
  });
  exploration.onChange((query) => {
    const here = router.currentRoute.value;
    if (here.meta.isAnalysis === true) void router.push({ path: here.path, query });
  });
  return router;
}
