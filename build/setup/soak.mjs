import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./bundles.mjs";
import { ensureInstalled } from "./install.mjs";
import { OUT, inRoot } from "./paths.mjs";
import { run } from "./run.mjs";
import { SetupError, main, say, talkOnStderr } from "./say.mjs";

/** Cases of `npm run soak -- --faults`, in place of those of `npm test`. */
const FAULTS = {
  FAULT_KILLS: "5000",
  FAULT_DAMAGES: "25",
  FAULT_REPAIR_KILLS: "1000",
  FAULT_POWER_CUTS: "1000000",
};
/** Tests that read files as damage or malice leaves them, drawn anew for each seed. */
const HOSTILE = ["ingest/hostile-files", "accounts/hostile-tables", "workspace-file/workspace-file"];

talkOnStderr();

main(async () => {
  const values = asked();
  await ensureInstalled();
  if (values.faults) return tests(["electron/faults"], { ...FAULTS, ...process.env });
  if (values.hostile !== undefined) return hostile(Number(values.hostile));
  await ensureBuilt(["bench"]);
  const bench = [join(OUT, "bench", "bench.js"), "--part", "soak", ...process.argv.slice(2)];
  return (await run(process.execPath, bench)).code;
});

function asked() {
  try {
    return parseArgs({
      options: {
        faults: { type: "boolean" },
        hostile: { type: "string" },
        hours: { type: "string" },
        rows: { type: "string" },
      },
    }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${why}\nnpm run soak takes --hours N (with --rows N), --faults or --hostile N.`);
  }
}

/** @param {number} seeds how often other cases are drawn */
async function hostile(seeds) {
  if (!Number.isInteger(seeds) || seeds < 1)
    throw new SetupError("--hostile wants how often other cases are drawn, for instance --hostile 10.");
  const first = Number(process.env["PROPERTY_SEED"] ?? 1);
  for (let seed = first; seed < first + seeds; seed += 1) {
    say(`PROPERTY_SEED=${seed}`);
    const code = await tests(HOSTILE, { ...process.env, PROPERTY_SEED: String(seed) });
    if (code !== 0) return code;
  }
  return 0;
}

/**
 * A failure counts the first time: what holds at a second try only is what a soak looks for.
 * @param {readonly string[]} paths
 * @param {NodeJS.ProcessEnv} env
 */
async function tests(paths, env) {
  const vitest = inRoot("node_modules/vitest/vitest.mjs");
  const options = ["--config=build/vitest.config.ts", "--retry=0", "--reporter=verbose"];
  return (await run(process.execPath, [vitest, "run", ...options, ...paths], { env })).code;
}
