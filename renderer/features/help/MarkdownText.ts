import type { Token, Tokens } from "marked";
import { h, type FunctionalComponent, type VNodeChild } from "vue";
import { RouterLink } from "vue-router";
import { isList, isTable } from "./markdown.ts";

/** The text of a chapter as elements of the page: nothing in it is ever taken for HTML. */
export const MarkdownText: FunctionalComponent<{ readonly tokens: readonly Token[] }> = ({ tokens }) =>
  nodes(tokens);
MarkdownText.props = ["tokens"];

function nodes(tokens: readonly Token[] | undefined): VNodeChild[] {
  return (tokens ?? []).map(node);
}

function node(token: Token): VNodeChild {
  if (isTable(token)) return table(token);
  if (isList(token))
    return h(
      token.ordered ? "ol" : "ul",
      token.items.map(({ tokens }) => h("li", nodes(tokens))),
    );
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return h("p", inside(token));
    case "heading":
      return h("h3", inside(token));
    case "strong":
    case "em":
      return h(token.type, inside(token));
    case "codespan":
      return h("code", { class: "mono" }, text(token));
    case "code":
      return h("pre", { class: "mono", tabindex: 0 }, text(token));
    case "link":
      return h(RouterLink, { to: addressOf(String(token["href"])) }, () => inside(token));
    case "br":
      return h("br");
    default:
      return "tokens" in token && token.tokens !== undefined ? inside(token) : text(token);
  }
}

function table({ header, rows }: Tokens.Table): VNodeChild {
  const cells = (tag: "th" | "td", row: readonly Tokens.TableCell[]): VNodeChild =>
    h(
      "tr",
      row.map(({ tokens }) => h(tag, tag === "th" ? { scope: "col" } : {}, nodes(tokens))),
    );
  return h("div", { class: "table", tabindex: 0, role: "region", "aria-label": "Table" }, [
    h("table", [
      h("thead", [cells("th", header)]),
      h(
        "tbody",
        rows.map((row) => cells("td", row)),
      ),
    ]),
  ]);
}

/** `allocation.md#shared-costs` is a section of another chapter, `#shared-costs` of this one. */
function addressOf(href: string) {
  const [file = "", section = ""] = href.split("#");
  return {
    name: "help",
    ...(file === "" ? {} : { params: { page: file.replace(/\.md$/, "") } }),
    hash: section === "" ? "" : `#${section}`,
  };
}

function inside(token: Token): VNodeChild[] {
  return nodes("tokens" in token ? token.tokens : undefined);
}

function text(token: Token): string {
  return "text" in token ? String(token["text"]) : "";
}
