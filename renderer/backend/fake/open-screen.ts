import { useToast } from "@nuxt/ui/composables";
import UApp from "@nuxt/ui/components/App.vue";
import ui from "@nuxt/ui/vue-plugin";
import { VueQueryPlugin } from "@tanstack/vue-query";
import { createPinia } from "pinia";
import { createApp, h, nextTick, type Component } from "vue";
import { createMemoryHistory, createRouter, type Router } from "vue-router";
import { createQueryClient } from "../../queries/client.ts";
import { usePreferencesStore } from "../../stores/preferences.ts";
import { useWorkspaceStore } from "../../stores/workspace.ts";
import type { Backend } from "../backend.ts";
import { BACKEND } from "../use-backend.ts";
import { EMPTY_ROUTES } from "./empty-routes.ts";
import { createFakeBackend } from "./fake-backend.ts";
import type { FakeOptions } from "./scene.ts";

type Wanted = {
  readonly fake?: FakeOptions;
  /** The app's own router; without it every named address leads nowhere in particular. */
  readonly createRouter?: () => Router;
  readonly path?: string;
};

export type OpenScreen = {
  readonly backend: Backend;
  readonly router: Router;
  /** What a user can read. */
  readonly text: () => string;
  /** The visible element of a role with an accessible name; throws when there is none. */
  readonly find: (role: string, name: string | RegExp) => HTMLElement;
  readonly has: (role: string, name: string | RegExp) => boolean;
  /** Waits until every question is answered and the page has stopped changing. */
  readonly settle: () => Promise<void>;
  /** Types into the input of that name, in place of what stood there. */
  readonly fill: (name: string | RegExp, text: string) => Promise<void>;
  readonly press: (key: string, options?: KeyboardEventInit) => Promise<void>;
  readonly close: () => void;
};

const STEP_MS = 20;
const STEADY_STEPS = 4;
// Shorter than a message stays on the screen: its bar moves all the time, so that the page is never steady.
const LONGEST_MS = 2_000;
const ROLES: Readonly<Record<string, string>> = {
  button: "button",
  link: "a",
  heading: "h1, h2, h3",
  checkbox: "[role=checkbox]",
  textbox: "input:not([type=radio])",
  radio: "input[type=radio]",
  dialog: "[role=dialog]",
  option: "[role=option]",
  alert: "[role=alert]",
};

/** Opens a screen with the stores, a fake backend and everything else it finds in the real page. */
export async function openScreen(screen: Component, wanted: Wanted = {}): Promise<OpenScreen> {
  standInForLayout();
  const backend = createFakeBackend(wanted.fake);
  const queryClient = createQueryClient();
  let isOnTheWay = false;
  const settle = (): Promise<void> =>
    settled(
      () => queryClient.isFetching() === 0,
      () => isOnTheWay,
    );
  const app = createApp({ render: () => h(UApp, null, { default: () => h(screen) }) })
    .provide(BACKEND, backend)
    .use(createPinia())
    .use(VueQueryPlugin, { queryClient })
    .use(ui);
  await app.runWithContext(() => Promise.all([usePreferencesStore().load(), useWorkspaceStore().load()]));
  // The library keeps messages beyond the page they were made on.
  app.runWithContext(() => useToast().clear());
  const router = app.runWithContext(wanted.createRouter ?? nowhere);
  router.beforeEach(() => {
    isOnTheWay = true;
  });
  router.afterEach(() => {
    isOnTheWay = false;
  });
  app.use(router);
  await router.push(wanted.path ?? "/");
  const root = document.body.appendChild(document.createElement("div"));
  app.mount(root);
  await settle();
  return {
    backend,
    router,
    settle,
    text: () => document.body.textContent,
    find,
    has: (role, name) => all(role, name).length > 0,
    fill: async (name, text) => {
      const input = find("textbox", name);
      if (!(input instanceof HTMLInputElement)) throw new Error(`${String(name)} cannot be typed into`);
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await nextTick();
    },
    press: async (key, options) => {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }),
      );
      await nextTick();
    },
    close: () => {
      app.unmount();
      document.body.replaceChildren();
    },
  };
}

/** A question may stay open for ever; a way to another screen, which is read when it is first gone to, always ends. */
async function settled(isAnswered: () => boolean, isOnTheWay: () => boolean): Promise<void> {
  let giveUpAt = Date.now() + LONGEST_MS;
  let before = "";
  for (let steady = 0; steady < STEADY_STEPS && Date.now() < giveUpAt;) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    if (isOnTheWay()) giveUpAt = Date.now() + LONGEST_MS;
    const now = document.body.innerHTML;
    steady = isAnswered() && !isOnTheWay() && now === before ? steady + 1 : 0;
    before = now;
  }
}

function find(role: string, name: string | RegExp): HTMLElement {
  const [found] = all(role, name);
  if (found === undefined)
    throw new Error(`no ${role} named ${String(name)} in: ${document.body.textContent}`);
  return found;
}

function all(role: string, name: string | RegExp): readonly HTMLElement[] {
  const selector = ROLES[role] ?? `[role=${role}]`;
  return [...document.body.querySelectorAll<HTMLElement>(selector)].filter((element) => {
    const label = nameOf(element);
    return typeof name === "string" ? label === name : name.test(label);
  });
}

function nameOf(element: HTMLElement): string {
  const labelled = element.getAttribute("aria-labelledby");
  const by = labelled === null ? null : document.getElementById(labelled)?.textContent;
  const outer = element.id === "" ? null : document.querySelector(`label[for="${element.id}"]`)?.textContent;
  const around = element.closest("label")?.textContent;
  const text = element.getAttribute("aria-label") ?? by ?? outer ?? around ?? element.textContent;
  return text.replaceAll(/\s+/g, " ").trim();
}

function nowhere(): Router {
  return createRouter({ history: createMemoryHistory(), routes: [...EMPTY_ROUTES] });
}

/** jsdom draws nothing, so what the library asks about layout gets neutral answers. */
function standInForLayout(): void {
  class Observer {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { ResizeObserver: Observer, IntersectionObserver: Observer });
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.hasPointerCapture = () => false;
  Range.prototype.getClientRects = () => Object.assign([], { item: () => null });
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
}
