import { join } from "node:path";
import { ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { OUT } from "./paths.mjs";
import { run } from "./run.mjs";
import { main, talkOnStderr } from "./say.mjs";

talkOnStderr();

main(async () => {
  await ensureInstalled();
  await ensureBuilt(["bench"]);
  const { code } = await run(process.execPath, [join(OUT, "bench", "bench.js"), ...process.argv.slice(2)]);
  return code;
});
