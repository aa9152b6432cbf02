import { defineComponent, h, type Component } from "vue";
import { EMPTY_ROUTES } from "./empty-routes.ts";
import { openScreen, type OpenScreen } from "./open-screen.ts";
import type { FakeOptions } from "./scene.ts";
import { useExplorationDefaults } from "../../queries/use-exploration-defaults.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { createRouter, createMemoryHistory, type Router } from "vue-router";

/** Opens an analysis screen at a link, with the router and the defaults it has in the real page. For tests. */
export async function openAnalysis(
  screen: Component,
  path: string,
  fake: FakeOptions = {},
): Promise<OpenScreen> {
  standInForDrawing();
  const withDefaults = defineComponent(() => {
    useExplorationDefaults();
    return () => h(screen);
  });
  return openScreen(withDefaults, { fake, path, createRouter: analysisRouter });
}

/** The address as people read it. */
export function linkOf({ router }: OpenScreen): string {
  return decodeURIComponent(router.currentRoute.value.fullPath);
}

function analysisRouter(): Router {
  const exploration = useExplorationStore();
  const router = createRouter({ history: createMemoryHistory(), routes: [...EMPTY_ROUTES] });
  router.afterEach((to) => exploration.readLink(to.query));
  exploration.onChange((query, how) => void router[how]({ path: router.currentRoute.value.path, query }));
  return router;
}

/** jsdom neither lays out nor draws: lists get a height, and the canvas accepts everything. */
export function standInForDrawing(): void {
  const nothing: unknown = new Proxy(() => nothing, {
    get: (_, name) => (name === "measureText" ? () => ({ width: 8 }) : nothing),
    set: () => true,
    apply: () => undefined,
  });
  Object.defineProperty(HTMLCanvasElement.prototype, "getContext", {
    configurable: true,
    value: () => nothing,
  });
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 900 });
  Element.prototype.scrollTo = () => undefined;
}
