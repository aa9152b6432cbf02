import { join } from "node:path";
import { ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { OUT, inRoot } from "./paths.mjs";
import { run } from "./run.mjs";
import { main, talkOnStderr } from "./say.mjs";

/** Cases of `npm run soak -- --faults`, in place of those of `npm test`. */
const FAULTS = {
  FAULT_KILLS: "5000",
  FAULT_DAMAGES: "25",
  FAULT_REPAIR_KILLS: "1000",
  FAULT_POWER_CUTS: "1000000",
};

talkOnStderr();

main(async () => {
  await ensureInstalled();
  const given = process.argv.slice(2);
  if (given.includes("--faults")) return faults();
  await ensureBuilt(["bench"]);
  const { code } = await run(process.execPath, [join(OUT, "bench", "bench.js"), "--part", "soak", ...given]);
  return code;
});

async function faults() {
  const vitest = inRoot("node_modules/vitest/vitest.mjs");
  const options = ["--config=build/vitest.config.ts", "--retry=0", "--reporter=verbose"];
  const { code } = await run(process.execPath, [vitest, "run", ...options, "electron/faults"], {
    env: { ...FAULTS, ...process.env },
  });
  return code;
}
