import { homedir } from "node:os";

const SECRET_KEY = /secret|password|passphrase|token|credential|authorization|private.?key/i;
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "[access key]"],
  [/\b(secret|token|password)("?\s*[=:]\s*"?)[^\s"&,;]+/gi, "$1$2[redacted]"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[private key]"],
];
const DEEPEST = 6;

/** A copy fit for a log: secrets are taken out by key and by pattern, the user's home folder becomes `~`. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "[deeper]";
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      SECRET_KEY.test(key) ? "[redacted]" : redact(entry, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): unknown {
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  return {
    name: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ""),
    ...cause,
  };
}

function redactText(text: string): string {
  const home = homedir();
  const local = home.length > 1 ? text.replaceAll(home, "~") : text;
  return SECRET_TEXT.reduce(
    (cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement),
    local,
  );
}
