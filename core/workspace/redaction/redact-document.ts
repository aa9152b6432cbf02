import type { PseudonymKind } from "./pseudonym.ts";
import type { Redactor } from "./redactor.ts";

/** What is known of the texts of a workspace's data. */
export type KnownTexts = {
  /** What a text is in the data; null when it is none of what is replaced there. */
  readonly kindOf: (text: string) => PseudonymKind | null;
  /** True for a text that the data keeps: services, regions, usage types. */
  readonly isKept: (text: string) => boolean;
};

/** Kinds of things that would not mean anything once they are rewritten, or that hold free text only. */
export const LEFT_OUT_WHEN_REDACTED: ReadonlySet<string> = new Set([
  "sqlQueries",
  "sqlHistory",
  "budgetNotices",
  "restatementNotices",
  "restatementMarks",
  "clientReports",
]);

const FREE_TEXT =
  /^(?:name|title|note|notes|text|comment|description|label|owner|statement|reason|message|body|subject|author|path|file|fileName)$/;
/** Names of dimensions, metrics and choices of the app. */
const WORD = /^[a-z][A-Za-z]{0,39}$/;
const PLAIN = /^(?:-?\d+(?:\.\d+)?|\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+Z)?)?|[A-Z]{3}|~|)$/;
const ACCOUNT = /^\d{12}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The virtual tag of the allocation, which the app names itself. */
const OWN_PROFILE = "profile:Business unit";
const OPEN = /^(tag|costCategory|profile):(.+)$/s;

/** A thing kept with the workspace, as it may be handed over: what is not known to be harmless is replaced. */
export function redactDocument(document: unknown, redactor: Redactor, known: KnownTexts): unknown {
  return walk(document, "", { redactor, known });
}

type Context = { readonly redactor: Redactor; readonly known: KnownTexts };

function walk(value: unknown, key: string, context: Context): unknown {
  if (typeof value === "string") return textUnder(key, value, context);
  if (Array.isArray(value)) return value.map((each) => walk(each, key, context));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      WORD.test(name) ? name : valueOf(name, context),
      walk(each, name, context),
    ]),
  );
}

function textUnder(key: string, text: string, context: Context): string {
  if (key === "link") return link(text, context);
  const { redactor, known } = context;
  if (key === "key") return redactor.tagKey(text);
  const dimension = dimensionRef(text, redactor);
  if (dimension !== null) return dimension;
  if (/^invoices?(?:Id|Number)?$/.test(key)) return redactor.replace("invoice", text);
  if (/account|payer/i.test(key) && ACCOUNT.test(text)) return redactor.replace("account", text);
  const kind = known.kindOf(text);
  // Words and numbers can be a tag's value by chance; ids and names are none by chance.
  if (kind !== null && kind !== "tagValue" && kind !== "tagKey") return redactor.replace(kind, text);
  if (key === "values" || key === "value") return valueOf(text, context);
  if (FREE_TEXT.test(key))
    return redactor.hidden.has("names") ? redactor.replace("name", text) : redactor.scrub(text);
  return WORD.test(text) || PLAIN.test(text) || UUID.test(text) ? text : valueOf(text, context);
}

/** A value of the data, or a text that could be one. */
function valueOf(text: string, { redactor, known }: Context): string {
  const kind = known.kindOf(text);
  if (kind !== null) return redactor.replace(kind, text);
  if (PLAIN.test(text) && !ACCOUNT.test(text)) return text;
  return known.isKept(text) ? redactor.scrub(text) : redactor.replace("text", text);
}

function dimensionRef(text: string, redactor: Redactor): string | null {
  if (text === OWN_PROFILE) return text;
  const [, kind, name] = OPEN.exec(text) ?? [];
  if (kind === undefined || name === undefined) return null;
  return kind === "profile"
    ? `profile:${redactor.hidden.has("names") ? redactor.replace("name", name) : redactor.scrub(name)}`
    : `${kind}:${redactor.tagKey(name)}`;
}

/** The address of a screen: `/explorer?by=tag:team&f=!service:AmazonEC2,~`. */
function link(text: string, context: Context): string {
  const [path = "", query] = text.split("?", 2);
  const steps = path
    .split("/")
    .map((step) =>
      WORD.test(step) || /^[a-z-]*$/.test(step) ? step : encodeURIComponent(valueOf(decode(step), context)),
    );
  if (query === undefined) return steps.join("/");
  const params = query.split("&").map((param) => {
    const at = param.indexOf("=");
    if (at < 0) return WORD.test(param) ? param : "";
    const name = param.slice(0, at);
    const value = decode(param.slice(at + 1));
    return `${name}=${encodeURIComponent(name === "f" ? filter(value, context) : parameter(value, context))}`;
  });
  return `${steps.join("/")}?${params.filter((param) => param !== "").join("&")}`;
}

function filter(text: string, context: Context): string {
  const [, mark = "", dimension = "", list = ""] = /^(!?)([^:]+):(.*)$/s.exec(text) ?? [];
  const ref = unmarked(dimension);
  const values = list
    .split(",")
    .map((value) => (value === "~" ? value : marked(valueOf(unmarked(value), context))));
  const shown = dimensionRef(ref, context.redactor) ?? (WORD.test(ref) ? ref : valueOf(ref, context));
  return `${mark}${marked(shown)}:${values.join(",")}`;
}

/** Groupings, choices and column ids; a list is given by commas. */
function parameter(text: string, context: Context): string {
  const ref = dimensionRef(text, context.redactor);
  if (ref !== null) return ref;
  return text
    .split(",")
    .map((piece) => {
      if (/^\*?[a-zA-Z]+$/.test(piece) || /^(?:up|down):[a-z0-9_]+$/.test(piece) || PLAIN.test(piece))
        return piece;
      return marked(valueOf(unmarked(piece), context));
    })
    .join(",");
}

/** Signs with a meaning inside a filter are written by their codes there. */
function marked(text: string): string {
  return text.replaceAll(/[%,:~!*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unmarked(text: string): string {
  return text.replaceAll(/%([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
