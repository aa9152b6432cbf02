import { copyFileSync } from "node:fs";
import { SBOM } from "../packaging/notices.mjs";
import { hereRuntime, runBuilder } from "../packaging/pack.mjs";
import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { inRoot } from "./paths.mjs";
import { main } from "./say.mjs";

/** Installers for this platform; with `--dir` only the folder that they would install. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt(APP_BUNDLES);
  const args = process.argv.slice(2);
  const runtime = args.includes("--dir") ? await hereRuntime() : [];
  const { code } = await runBuilder([...args, ...runtime]);
  if (code === 0) copyFileSync(SBOM, inRoot(".dist", "sbom.cdx.json"));
  return code;
});
