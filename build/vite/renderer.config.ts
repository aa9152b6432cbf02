import { fileURLToPath } from "node:url";
import ui from "@nuxt/ui/vite";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { shippedPackages } from "./shipped-packages.ts";
import { theme } from "../../renderer/ui/theme.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root: `${root}renderer`,
  base: "./",
  logLevel: "warn",
  plugins: [
    vue(),
    ui({
      root,
      autoImport: false,
      // The theme is a preference kept by the host, applied in renderer/app/theme.ts.
      colorMode: false,
      ui: theme,
      components: { dts: `${root}.tsbuild/components.d.ts`, dirs: [] },
      // Icons are put into the bundle: the page has no network.
      icon: { clientBundle: { scan: { globInclude: ["renderer/**/*.{vue,ts}"] } } },
    }),
    shippedPackages(),
  ],
  build: {
    outDir: `${root}.out/renderer`,
    emptyOutDir: true,
    target: "chrome130",
    sourcemap: true,
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
  },
  server: { port: 5199, strictPort: true },
});
