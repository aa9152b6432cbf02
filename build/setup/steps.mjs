import { say, secondsSince } from "./say.mjs";

/**
 * Runs checks one after the other, showing the output of those that fail.
 * @param {readonly import("./static-checks.mjs").Check[]} checks
 * @returns {Promise<string[]>} the titles of those that failed
 */
export async function runChecks(checks) {
  const failed = [];
  for (const check of checks) {
    const startedMs = Date.now();
    const { code, output } = await check.run();
    say(`${code === 0 ? "ok    " : "FAILED"} ${check.title}, ${secondsSince(startedMs)}`);
    if (code === 0) continue;
    failed.push(check.title);
    say(`\n${output.trim()}\n`);
  }
  return failed;
}

/**
 * A step whose own output is worth watching.
 * @param {string} title
 * @param {() => Promise<{ code: number }>} work
 */
export async function runShown(title, work) {
  say(`\n== ${title}`);
  const startedMs = Date.now();
  const { code } = await work();
  say(`${code === 0 ? "ok    " : "FAILED"} ${title}, ${secondsSince(startedMs)}`);
  return code === 0 ? [] : [title];
}
