import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from "vue-router";
import { useExplorationStore } from "../stores/exploration.ts";
import { usePreferencesStore } from "../stores/preferences.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { isFree, SCREENS } from "./screens.ts";

declare module "vue-router" {
  interface RouteMeta {
    readonly title: string;
    /** Stands alone, without the rail. */
    readonly isBare?: boolean;
    readonly needsWorkspace?: boolean;
    /** Shows costs: the exploration view lives in its address. */
    readonly isAnalysis?: boolean;
    /** Where the costs it shows are read. */
    readonly reads?: "anywhere" | "here";
    /** Name of the screen of the rail it belongs to. */
    readonly within?: string;
  }
}

const ROUTES: readonly RouteRecordRaw[] = [
  { path: "/", redirect: { name: "overview" } },
  ...SCREENS.map((screen): RouteRecordRaw => ({
    path: screen.path,
    name: screen.name,
    component: screen.component,
    meta: {
      title: screen.title,
      isBare: screen.kind === "bare",
      needsWorkspace: !isFree(screen),
      isAnalysis: screen.kind === "costs",
      ...(screen.reads === undefined ? {} : { reads: screen.reads }),
      within: screen.within ?? screen.name,
    },
  })),
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
  exploration.onChange((query, how) => {
    const here = router.currentRoute.value;
    if (here.meta.isAnalysis === true) void router[how]({ path: here.path, query });
  });
  return router;
}
