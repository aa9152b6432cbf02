const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Characters that XML 1.0 cannot hold, halves of a pair among them; and the carriage return, which readers fold. */
const BEYOND_XML =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** What spreadsheets themselves take for such an escape. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function xmlDocument(content: string): string {
  return HEAD + content;
}

/** Text for an element or attribute of a workbook; what XML cannot hold is written as ECMA-376 has it (`_x000D_`). */
export function xmlText(text: string): string {
  return text
    .replace(LOOKS_ESCAPED, "_x005F_")
    .replace(
      BEYOND_XML,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
