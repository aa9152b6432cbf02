import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { shippedPackages } from "./shipped-packages.ts";

/** A sandboxed preload cannot be an ES module and may require nothing but electron: one CommonJS file. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  logLevel: "warn",
  publicDir: false,
  plugins: [shippedPackages()],
  build: {
    outDir: ".out/preload",
    emptyOutDir: true,
    target: "chrome130",
    minify: false,
    sourcemap: "inline",
    lib: { entry: "electron/preload/preload.ts", formats: ["cjs"], fileName: () => "preload.cjs" },
    rolldownOptions: { external: ["electron"] },
  },
});
