/**
 * Advance widths of Inter at weight 500 in parts of the font's size, rounded up: letters by what they take. Widths of weight 400 are
 * smaller, those of 600 at most a twentieth larger.
 */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  (
    [
      [0.26, "ijl"],
      [0.28, "I"],
      [0.3, " ,.:;\u00a0\u202f"],
      [0.32, "!'\u2018\u2019"],
      [0.34, "`t"],
      [0.36, "\\f|"],
      [0.38, "/"],
      [0.4, "()[]r{}"],
      [0.48, "^_"],
      [0.5, '"\u2013\u201c\u201d'],
      [0.54, "?s"],
      [0.56, "kxz"],
      [0.58, "JLacvy"],
      [0.6, "Fe"],
      [0.62, "Ebdghnopqu"],
      [0.66, "#$&*+-0123456789<=>BPRSTZ~\u2212\u20ac\u00d7"],
      [0.7, "KY"],
      [0.72, "AVX"],
      [0.74, "CDU"],
      [0.76, "GHN"],
      [0.78, "OQ"],
      [0.84, "w"],
      [0.9, "m"],
      [0.92, "M\u2026"],
      [1, "%@\u2003\u2014\u2192"],
      [1.02, "W"],
    ] as const
  ).flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)),
);
const OTHER = 0.82;
const WIDE = 1.05;
const IS_WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/u;
/** Letters with marks are as wide as those without. */
const MARK = /\p{M}/u;

/** Width of a text in pixels, rather too much than too little; `bold` from weight 600 on. */
export function widthOf(text: string, fontSize: number, weight: "normal" | "bold" = "normal"): number {
  let width = 0;
  for (const character of text) width += letterWidth(character);
  return width * fontSize * (weight === "bold" ? 1.05 : 1);
}

function letterWidth(character: string): number {
  const known = WIDTHS.get(character);
  if (known !== undefined) return known;
  if (MARK.test(character)) return 0;
  if (IS_WIDE.test(character)) return WIDE;
  const [plain = character] = character.normalize("NFD");
  return WIDTHS.get(plain) ?? OTHER;
}

/** Lines a text takes in a column; long words are broken, short ones are not. */
export function linesOf(
  text: string,
  columnWidth: number,
  fontSize: number,
  weight: "normal" | "bold" = "normal",
): number {
  const space = widthOf(" ", fontSize, weight);
  let lines = 1;
  let at = 0;
  for (const word of text.split(/[ \t\n]+/)) {
    const width = widthOf(word, fontSize, weight);
    if (at > 0 && at + space + width <= columnWidth) {
      at += space + width;
      continue;
    }
    if (at > 0) lines += 1;
    at = width;
    if (width > columnWidth) {
      // Where a word breaks a letter may be left over in each line.
      const room = Math.max(fontSize, columnWidth - fontSize);
      const more = Math.ceil(width / room) - 1;
      lines += more;
      at = width - more * room;
    }
  }
  return lines;
}

/** A text of so many characters at most. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** As much of a text as fits into a width in pixels. */
export function fitTo(
  text: string,
  width: number,
  fontSize: number,
  weight: "normal" | "bold" = "normal",
): string {
  let fitted = text;
  while (fitted.length > 1 && widthOf(fitted, fontSize, weight) > width)
    fitted = cut(fitted, [...fitted].length - 1);
  return fitted;
}
