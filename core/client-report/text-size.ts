/** Width of one character in parts of the font's size, on the wide side, so that what is counted to fit does fit. */
const NARROW = 0.62;
const WIDE = 1.05;
const IS_WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/u;
const IS_BROAD = /[A-ZMW@%mw\u2014]/;
const BROAD = 0.78;

/** Width of a text in pixels, rather too much than too little. */
export function widthOf(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text)
    width += IS_WIDE.test(character) ? WIDE : IS_BROAD.test(character) ? BROAD : NARROW;
  return width * fontSize;
}

/** Lines a text takes in a column; long words are broken, short ones are not. */
export function linesOf(text: string, columnWidth: number, fontSize: number): number {
  let lines = 1;
  let at = 0;
  for (const word of text.split(/\s+/)) {
    const width = widthOf(`${word} `, fontSize);
    if (at > 0 && at + width > columnWidth) {
      lines += 1;
      at = 0;
    }
    if (width > columnWidth) {
      const more = Math.ceil(width / columnWidth) - 1;
      lines += more;
      at = width - more * columnWidth;
    } else at += width;
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
