/**
 * Where set-up talks: stdout for `npm start` and `npm test`, stderr for commands whose stdout belongs to the caller.
 * @type {NodeJS.WritableStream}
 */
let stream = process.stdout;

// Whoever reads our progress may stop reading (`npm start | head`); the work goes on.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {});

export function talkOnStderr() {
  stream = process.stderr;
}

/** @param {string} line */
export function say(line) {
  stream.write(`${line}\n`);
}

/** Something the user has to act on; shown without a stack. */
export class SetupError extends Error {}

/** @param {number} startedMs */
export const secondsSince = (startedMs) => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;

/**
 * Says that a long step begins, that it is still alive every few seconds, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] what to add to the signs of life
 * @returns {Promise<T>}
 */
export async function longStep(title, work, detail = () => "") {
  const startedMs = Date.now();
  say(`${title} ...`);
  const timer = setInterval(() => {
    const more = detail();
    say(`  still working, ${Math.round((Date.now() - startedMs) / 1000)} s${more ? `, ${more}` : ""}`);
  }, 5_000);
  try {
    const result = await work();
    say(`  done in ${secondsSince(startedMs)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a command of `npm run`: a SetupError becomes one plain paragraph and exit code 1.
 * @param {() => Promise<number | void>} command
 */
export function main(command) {
  command().then(
    (code) => {
      process.exitCode = code ?? 0;
    },
    (error) => {
      process.stderr.write(`\n${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
      process.exitCode = 1;
    },
  );
}
