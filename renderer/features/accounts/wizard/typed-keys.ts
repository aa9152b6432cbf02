import { readCredentialsCsv } from "#core/account/credentials-csv.ts";

/** What a paste or a file of access keys says; parts it does not hold are null. */
type ReadKeys = {
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string | null;
  readonly sessionToken: string | null;
};

const KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/;
const ASSIGNMENT =
  /^(?:export\s+|set\s+|\$env:)?(aws_access_key_id|aws_secret_access_key|aws_session_token)\s*=\s*["']?([^"']*)["']?$/i;

/**
 * Reads access keys out of pasted text: the CSV AWS offers for download, lines of a credentials file or of environment
 * variables, or id and secret on two lines. Null for text that is none of these.
 */
export function readPastedKeys(text: string): ReadKeys | null {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^\[.*\]$/.test(line));
  return readCsv(lines) ?? readAssignments(lines) ?? readTwo(lines);
}

function readCsv(lines: readonly string[]): ReadKeys | null {
  const read = readCredentialsCsv(lines.map(cells));
  const [first] = read.kind === "keys" ? read.keys : [];
  if (first === undefined) return null;
  const { accessKeyId, secretAccessKey } = first;
  return { accessKeyId, secretAccessKey, sessionToken: null };
}

function readAssignments(lines: readonly string[]): ReadKeys | null {
  const found = new Map(
    lines.flatMap((line) => {
      const [, name, value] = ASSIGNMENT.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
    }),
  );
  if (found.size === 0) return null;
  return {
    accessKeyId: found.get("aws_access_key_id") ?? null,
    secretAccessKey: found.get("aws_secret_access_key") ?? null,
    sessionToken: found.get("aws_session_token") ?? null,
  };
}

/** Id and secret, one below the other or with a space, comma or tab between them. */
function readTwo(lines: readonly string[]): ReadKeys | null {
  const words = lines.flatMap((line) => line.split(/[\s,;]+/)).filter((word) => word !== "");
  const [first = "", second = ""] = words;
  if (words.length !== 2 || !KEY_ID.test(first)) return null;
  return { accessKeyId: first, secretAccessKey: second, sessionToken: null };
}

function cells(line: string): readonly string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}
