import { PAGE } from "./page.ts";

/** One page of a report's document, by its number, filling the window to its edges. */
export function pageAlone(document: string, page: number): string {
  const rules = [
    "html, body { margin: 0 !important; padding: 0 !important; overflow: hidden; background: #fff !important }",
    `body { width: ${PAGE.width}px !important; min-width: 0 !important }`,
    "section { display: none; margin: 0 !important; box-shadow: none !important }",
    `#page-${page} { display: block }`,
  ];
  return document.replace("</head>", () => `<style>@media screen { ${rules.join(" ")} }</style></head>`);
}
