const LONGEST = 31;
const FORBIDDEN = /[\p{Cc}[\]:*?/\\]/gu;
/** Excel keeps this name for itself. */
const KEPT = "history";

/** Names for sheets as Excel takes them: at most 31 characters, none of `[]:*?/\`, no two alike. */
export class SheetNames {
  readonly #taken = new Set<string>([KEPT]);

  /** The name for a title, with a number where it is taken. */
  next(title: string): string {
    const plain = title
      .replace(FORBIDDEN, " ")
      .replace(/\s+/g, " ")
      .trim()
      .replace(/^'+|'+$/g, "")
      .trim();
    for (let number = 1; ; number += 1) {
      const end = number === 1 ? "" : ` (${number})`;
      const name = `${cut(plain || "Sheet", LONGEST - end.length)}${end}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** Cut to UTF-16 units, as Excel counts, never through a character. */
function cut(text: string, units: number): string {
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > units) break;
    kept += character;
  }
  return kept.trimEnd().replace(/'+$/, "");
}
