import { assertNever } from "../../result/assert-never.ts";
import {
  accountPseudonym,
  type Digest,
  invoicePseudonym,
  type PseudonymKind,
  tagKeyPseudonym,
  wordPseudonym,
} from "./pseudonym.ts";
import type { Redaction } from "./redaction.ts";
import { resourcePseudonym } from "./resource-pseudonym.ts";

/** What is known of a workspace before its texts are rewritten. */
export type KnownIds = {
  /** 12-digit ids of every account of the bills. */
  readonly accounts: ReadonlySet<string>;
  /** Names of accounts and organizational units. */
  readonly names: ReadonlySet<string>;
};

/** Rewrites texts of a workspace so that what is hidden is in none of them. The same text gives the same result always. */
export type Redactor = {
  readonly hidden: ReadonlySet<Redaction>;
  /** A cell that is an id, a name or a value of this kind. */
  replace(kind: PseudonymKind, text: string): string;
  /** A text in AWS's own words: hidden ids in it are replaced, the words stay. */
  scrub(text: string): string;
  /** Key of a tag or cost category, in any of AWS's spellings with their prefixes. */
  tagKey(key: string): string;
  /** A map of tags or cost categories. */
  tags(map: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
};

const HIDES: Readonly<Record<PseudonymKind, Redaction | null>> = {
  account: "accounts",
  name: "names",
  resource: "resources",
  tagValue: "tagValues",
  tagKey: "tagKeys",
  invoice: "invoices",
  description: "descriptions",
  report: "names",
  // What nobody has thought of is hidden whatever was chosen.
  text: null,
};

/** AWS's price sentences, "$0.0416 per On Demand Linux t3.medium Instance Hour": they tell nothing of the customer. */
const PRICE = /^(?:[$€£¥]|[A-Z]{3} ?)?\d[\d.,]*(?:\/| ?(?:per|hourly|for) )/i;
/** The totals need to know these refunds by how their description begins. */
const KNOWN_BEGINNING = "Refund for one-time fee for Savings Plan";
const ARN = /arn:aws[\w-]*:[\w-]*:[\w-]*:\d*:[^\s,;"'()[\]<>]+/g;
const AWS_ID =
  /\b(?:i|vol|snap|eni|vpc|subnet|sg|ami|nat|igw|vgw|tgw|vpce|eipalloc|rtb|fs|r|db)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/g;
const KEY_PREFIX = /^(?:resourceTags\/|costCategory\/)?(?:user[:_])?/;
const MADE_BY_AWS = /^(?:resourceTags\/)?aws[:_]/;
const SHORTEST_NAME = 3;

export function createRedactor(digest: Digest, hidden: ReadonlySet<Redaction>, known: KnownIds): Redactor {
  const names = [...known.names]
    .filter((name) => name.length >= SHORTEST_NAME)
    .toSorted((a, b) => b.length - a.length);
  const parts = { accounts: hidden.has("accounts"), resources: hidden.has("resources") };

  const replace = (kind: PseudonymKind, text: string): string => {
    if (text === "") return text;
    const needed = HIDES[kind];
    if (kind === "resource")
      return parts.accounts || parts.resources ? resourcePseudonym(digest, text, parts) : scrub(text);
    if (needed !== null && !hidden.has(needed))
      return kind === "tagValue" || kind === "tagKey" ? text : scrub(text);
    switch (kind) {
      case "account":
        return accountPseudonym(digest, text);
      case "invoice":
        return invoicePseudonym(digest, text);
      case "tagKey":
        return tagKey(text);
      case "description":
        return description(text);
      case "name":
      case "tagValue":
      case "report":
      case "text":
        return wordPseudonym(digest, kind, text);
      default:
        return assertNever(kind);
    }
  };

  const description = (text: string): string => {
    if (PRICE.test(text)) return scrub(text);
    const word = wordPseudonym(digest, "description", text);
    return text.toLowerCase().startsWith(KNOWN_BEGINNING.toLowerCase()) ? `${KNOWN_BEGINNING} ${word}` : word;
  };

  const scrub = (text: string): string => {
    let clean = text;
    if (parts.accounts || parts.resources)
      clean = clean.replaceAll(ARN, (arn) => resourcePseudonym(digest, arn, parts));
    if (parts.resources) clean = clean.replaceAll(AWS_ID, (id) => resourcePseudonym(digest, id, parts));
    if (parts.accounts)
      clean = clean.replaceAll(/(?<![\d.])\d{12}(?![\d.]\d|\d)/g, (id) =>
        known.accounts.has(id) ? accountPseudonym(digest, id) : id,
      );
    if (hidden.has("names"))
      for (const name of names)
        if (clean.includes(name)) clean = clean.replaceAll(name, wordPseudonym(digest, "name", name));
    return clean;
  };

  const tagKey = (key: string): string => {
    if (!hidden.has("tagKeys") || MADE_BY_AWS.test(key)) return key;
    const [prefix = ""] = KEY_PREFIX.exec(key) ?? [];
    const own = key.slice(prefix.length);
    return own === "" ? key : `${prefix}${tagKeyPseudonym(digest, own)}`;
  };

  return {
    hidden,
    replace,
    scrub,
    tagKey,
    tags: (map) =>
      Object.fromEntries(
        Object.entries(map).map(([key, value]) => [tagKey(key), replace("tagValue", value)]),
      ),
  };
}
