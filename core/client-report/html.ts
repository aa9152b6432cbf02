/** Markup that may be put into a page as it is. Only `html` and `trusted` make it. */
export type Html = { readonly markup: string };

type Piece = string | number | Html | null | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Joins markup with values; every value that is no markup itself is text, also inside of quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return { markup: parts.reduce((whole, part, at) => whole + markupOf(values[at - 1] ?? null) + part) };
}

/** Markup that holds nothing from outside: style sheets and numbers. */
export function trusted(markup: string): Html {
  return { markup };
}

export const NOTHING: Html = { markup: "" };

function markupOf(piece: Piece): string {
  if (piece === null) return "";
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  if ("markup" in piece) return piece.markup;
  return piece.map(markupOf).join("");
}

/** Control characters would end up as boxes; direction marks would turn the text behind them around. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, " ");
}
