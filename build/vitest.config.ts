import { fileURLToPath } from "node:url";
import ui from "@nuxt/ui/vite";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const properties = fileURLToPath(new URL("property-seed.ts", import.meta.url));

export default defineConfig({
  root,
  test: {
    passWithNoTests: true,
    // vitest leaves a core free unless told otherwise: on two cores that is half the machine.
    maxWorkers: "100%",
    projects: [
      {
        root,
        test: { name: "core", include: ["core/**/*.test.ts"], environment: "node", setupFiles: [properties] },
      },
      {
        root,
        test: {
          name: "electron",
          include: ["electron/**/*.test.ts", "build/**/*.test.ts"],
          environment: "node",
          setupFiles: [properties],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // As for the page below: processes are started, killed and waited for in real time.
          retry: 1,
          // What is waited for is waited for on a busy machine too: a second is too short for a process to start.
          expect: { poll: { timeout: 20_000 } },
          // Its modules name folders, which Node does not resolve.
          server: { deps: { inline: [/dt-sql-parser/] } },
        },
      },
      {
        root,
        plugins: [vue(), ui({ autoImport: false, dts: false, router: true, colorMode: false })],
        test: {
          name: "renderer",
          include: ["renderer/**/*.test.ts"],
          environment: "jsdom",
          setupFiles: [properties],
          testTimeout: 20_000,
          // What a screen shows is waited for in real time: a machine that stood still for a moment is asked again; `npm test` names the test.
          retry: 1,
          expect: { poll: { timeout: 10_000 } },
          server: { deps: { inline: [/@nuxt\/ui/] } },
        },
      },
    ],
  },
});
