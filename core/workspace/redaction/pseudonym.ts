import { normalizeName } from "../../cur/schema/normalize.ts";

/** A keyed digest of a text: at least 16 bytes that tell nothing about it without the key. */
export type Digest = (text: string) => Uint8Array;

/** What an original is; equal texts of different kinds get pseudonyms that do not tell of each other. */
export const PSEUDONYM_KINDS = [
  "account",
  "name",
  "resource",
  "tagValue",
  "tagKey",
  "invoice",
  "description",
  "report",
  "text",
] as const;
export type PseudonymKind = (typeof PSEUDONYM_KINDS)[number];

/** A pseudonym and what it stands for. */
export type Translation = {
  readonly kind: PseudonymKind;
  readonly pseudonym: string;
  readonly original: string;
};

const ACCOUNT_DIGITS = 12;

/** 12 digits for 12 digits. */
export function accountPseudonym(digest: Digest, account: string): string {
  return digits(digest(`account\n${account}`), ACCOUNT_DIGITS);
}

/** Letters and digits change, length and everything between them stay: `EUINV24-1234` keeps its form. */
export function invoicePseudonym(digest: Digest, invoice: string): string {
  const bytes = hex(digest(`invoice\n${invoice}`));
  let at = 0;
  return invoice.replaceAll(/\d/g, () => {
    const value = Number.parseInt(bytes.slice(at % 32, (at % 32) + 2), 16) + Math.trunc(at / 32);
    at += 2;
    return String(value % 10);
  });
}

export function wordPseudonym(
  digest: Digest,
  kind: Exclude<PseudonymKind, "account" | "resource" | "tagKey" | "invoice">,
  text: string,
): string {
  return `${WORDS[kind]}-${hex(digest(`${kind}\n${text}`)).slice(0, 12)}`;
}

/**
 * A tag key or the name of a cost category. AWS writes keys in two spellings, as they are and normalised; pseudonyms of both
 * are spellings of each other as well.
 */
export function tagKeyPseudonym(digest: Digest, key: string): string {
  const normalized = normalizeName(key);
  const plain = `key${hex(digest(`tagKey\n${normalized}`)).slice(0, 12)}`;
  if (key === normalized) return plain;
  // Spellings that differ in case and signs only are told apart by a sign that normalising takes away.
  const marks = hex(digest(`spelling\n${key}`));
  const capital = Number.parseInt(marks.slice(0, 1), 16) % 2 === 0 ? "K" : "k";
  const tail = marks
    .slice(1, 5)
    .replaceAll(/./g, (digit) => SIGNS[Number.parseInt(digit, 16) % SIGNS.length] ?? "");
  return `${capital}${plain.slice(1)}${tail}`;
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const SIGNS = ["-", ".", "+", "="];
const WORDS = {
  name: "name",
  tagValue: "value",
  description: "description",
  report: "report",
  text: "text",
} as const;

function digits(bytes: Uint8Array, count: number): string {
  const value = bytes.slice(0, 12).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return String(value % 10n ** BigInt(count)).padStart(count, "0");
}
