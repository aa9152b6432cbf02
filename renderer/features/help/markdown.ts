import { marked, type Token, type Tokens } from "marked";

/** A part of a chapter under a heading of its own; the first one, without a title, is what stands before them. */
export type GuideSection = {
  readonly id: string;
  readonly title: string;
  readonly tokens: readonly Token[];
};

export type Guide = { readonly title: string; readonly sections: readonly GuideSection[] };

/** A chapter: one first heading, then sections by second headings. */
export function readGuide(source: string): Guide {
  let title = "";
  const sections: { id: string; title: string; tokens: Token[] }[] = [{ id: "", title: "", tokens: [] }];
  for (const token of marked.lexer(source)) {
    if (token.type === "heading" && token["depth"] === 1) title = plainText([token]);
    else if (token.type === "heading" && token["depth"] === 2) {
      const text = plainText([token]);
      sections.push({ id: idOf(text), title: text, tokens: [] });
    } else sections.at(-1)?.tokens.push(token);
  }
  return { title, sections: sections.filter(({ tokens }) => tokens.length > 0) };
}

/** Where a heading is found on its page: `Shared costs` is `shared-costs`. */
export function idOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** What is read when the marks are left out, for the search. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const inside = childrenOf(token);
      return inside.length > 0 ? plainText(inside) : "text" in token ? String(token["text"]) : "";
    })
    .filter((text) => text !== "")
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The tokens within a token: of a table its cells, of a list its points. */
export function childrenOf(token: Token): readonly Token[] {
  if (isTable(token)) return [token.header, ...token.rows].flat().flatMap(({ tokens }) => tokens);
  if (isList(token)) return token.items;
  return "tokens" in token ? (token.tokens ?? []) : [];
}

export function isTable(token: Token): token is Tokens.Table {
  return token.type === "table";
}

export function isList(token: Token): token is Tokens.List {
  return token.type === "list";
}
