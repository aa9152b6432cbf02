import { PSEUDONYM_KINDS, type PseudonymKind } from "./pseudonym.ts";
import type { Redactor } from "./redactor.ts";

/** A row of the dictionary: what a text is, the text, what stands in its place. */
export type DictionaryRow = readonly [form: string, original: string, redacted: string];

const KEY_PREFIXES = [
  "resourceTags/user:",
  "resourceTags/",
  "costCategory/",
  "resource_tags_user_",
  "resource_tags_",
  "cost_category_",
];
const MADE_BY_AWS = /^(?:resourceTags\/)?aws[:_]/;
const MAP_PREFIX = /^(?:resourceTags\/|costCategory\/)?(?:user[:_])?/;

/** The text of a form, as `formOf` names them, in the copy. */
export function redactedText(redactor: Redactor, form: string, text: string): string {
  const kind = PSEUDONYM_KINDS.find((known) => known === form);
  if (kind !== undefined) return redactor.replace(kind, text);
  if (form === "scrub") return redactor.scrub(text);
  const map = mapIn(text);
  if (form !== "scrubMap") return JSON.stringify(redactor.tags(map));
  const scrubbed = Object.entries(map).map(([key, value]) => [key, redactor.scrub(value)]);
  return JSON.stringify(Object.fromEntries(scrubbed));
}

/** What the dictionary has to know of a text: itself, and the keys and values of a map of tags. */
export function dictionaryRows(redactor: Redactor, form: string, text: string): readonly DictionaryRow[] {
  const own: DictionaryRow = [form, text, redactedText(redactor, form, text)];
  if (form !== "tags") return [own];
  const words = Object.entries(mapIn(text)).flatMap(([key, value]) => [
    ...keyRow(redactor, key.replace(MAP_PREFIX, "")),
    ...wordRow(redactor, "tagValue", value),
  ]);
  return [own, ...words];
}

/** The key that a column is called by, where it is called by one. */
export function keyRowOfColumn(redactor: Redactor, column: string): readonly DictionaryRow[] {
  const prefix = KEY_PREFIXES.find((known) => column.startsWith(known));
  return prefix === undefined ? [] : keyRow(redactor, column.slice(prefix.length));
}

function keyRow(redactor: Redactor, key: string): readonly DictionaryRow[] {
  return MADE_BY_AWS.test(key) ? [] : wordRow(redactor, "tagKey", key);
}

function wordRow(
  redactor: Redactor,
  kind: Extract<PseudonymKind, "tagKey" | "tagValue">,
  text: string,
): readonly DictionaryRow[] {
  if (text === "") return [];
  return [[kind, text, kind === "tagKey" ? redactor.tagKey(text) : redactor.replace(kind, text)]];
}

function mapIn(json: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(json);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, typeof each === "string" ? each : JSON.stringify(each)]),
  );
}
