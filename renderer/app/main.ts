import "../ui/main.css";
import ui from "@nuxt/ui/vue-plugin";
import { VueQueryPlugin } from "@tanstack/vue-query";
import { createPinia } from "pinia";
import { createApp } from "vue";
import { connectBackend } from "../backend/connect.ts";
import { failureOf } from "../backend/failure-of.ts";
import type { Backend } from "../backend/backend.ts";
import { BACKEND } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { createQueryClient } from "../queries/client.ts";
import { usePreferencesStore } from "../stores/preferences.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import App from "./App.vue";
import { createAppRouter } from "./router.ts";
import StartFailure from "./StartFailure.vue";
import { applyTheme } from "./theme.ts";
import { allowPlainTextOnly } from "./trusted-types.ts";

allowPlainTextOnly(window);
void start(await backend());

async function start(connected: Backend): Promise<void> {
  const app = createApp(App)
    .provide(BACKEND, connected)
    .use(createPinia())
    .use(VueQueryPlugin, { queryClient: createQueryClient() })
    .use(ui);
  try {
    await app.runWithContext(async () => {
      const preferences = usePreferencesStore();
      const workspace = useWorkspaceStore();
      await Promise.all([preferences.load(), workspace.load()]);
      applyTheme(preferences);
    });
    const router = app.runWithContext(createAppRouter);
    app.use(router);
    await router.isReady();
    app.mount("#app");
  } catch (error) {
    createApp(StartFailure, { problem: problemOf(failureOf(error)) })
      .use(ui)
      .mount("#app");
  }
}

/** In a plain browser during development a fake answers; it is no part of a build. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV && window.cloudspend === undefined) {
    const { createFakeBackend } = await import("../backend/fake/fake-backend.ts");
    return createFakeBackend(Object.fromEntries(new URLSearchParams(window.location.search)));
  }
  return connectBackend(window);
}
