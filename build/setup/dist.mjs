import { copyFileSync } from "node:fs";
import { updateFeed } from "../packaging/feed.mjs";
import { SBOM } from "../packaging/notices.mjs";
import { hereRuntime, runBuilder } from "../packaging/pack.mjs";
import { signManifests } from "../packaging/sign-manifest.mjs";
import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { inRoot } from "./paths.mjs";
import { main } from "./say.mjs";

const OUTPUT = inRoot(".dist");

/** Installers for this platform; with `--dir` only the folder that they would install. */
main(async () => {
  await ensureInstalled();
  await ensureBuilt(APP_BUNDLES);
  const args = process.argv.slice(2);
  const runtime = args.includes("--dir") ? await hereRuntime() : [];
  const { args: feed, privateKey } = updateFeed(process.env);
  const { code } = await runBuilder([...args, ...runtime, ...feed]);
  if (code !== 0) return code;
  copyFileSync(SBOM, `${OUTPUT}/sbom.cdx.json`);
  if (privateKey !== null) signManifests(OUTPUT, privateKey);
  return code;
});
