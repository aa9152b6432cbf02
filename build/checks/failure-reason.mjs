import { stripVTControlCharacters } from "node:util";

const MOST_LINES = 12;

/**
 * What is said of a failure at the end of `npm test`, where the output above it is long gone.
 * @param {string} test
 * @param {string | undefined} message
 */
export function reason(test, message = "no message") {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return [test, ...lines.slice(0, MOST_LINES).map((line) => `    ${line}`)].join("\n");
}
