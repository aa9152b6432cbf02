import { APP_BUNDLES, ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { main } from "./say.mjs";

main(async () => {
  await ensureInstalled();
  await ensureBuilt([...APP_BUNDLES, "headless"]);
});
