import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** A program for a process of its own, made of a `*.child.ts`; native modules are left to Node. */
export async function bundleChild(
  source: URL,
): Promise<{ readonly program: string; remove(): Promise<void> }> {
  const name = basename(source.pathname, ".ts");
  const outDir = join(ROOT, ".artifacts", `${name}-${process.pid}`);
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "silent",
    ssr: { noExternal: true, external: ["@duckdb/node-api", "keytar"] },
    build: { ssr: fileURLToPath(source), outDir, target: "node20" },
  });
  return {
    program: join(outDir, `${name}.js`),
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}
