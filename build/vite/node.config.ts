import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";
import { shippedPackages } from "./shipped-packages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Native or host-provided modules: they stay `import`s in the output. Everything else is bundled. */
const EXTERNAL = ["electron", "@duckdb/node-api", "@duckdb/node-bindings", "keytar"];

/** A bundle for Node 20: the main process, the engine's utility process or the command line. */
export function nodeBundle(entries: Readonly<Record<string, string>>, outFolder: string): UserConfig {
  return defineConfig({
    root,
    logLevel: "warn",
    publicDir: false,
    plugins: [shippedPackages()],
    resolve: { conditions: ["node"], mainFields: ["module", "main"] },
    ssr: { noExternal: true, external: EXTERNAL, target: "node" },
    build: {
      ssr: true,
      outDir: `.out/${outFolder}`,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: entries,
        external: EXTERNAL,
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
}
