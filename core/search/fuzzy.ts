/** A text that was found: how well it fits, more is better, and the characters that made it fit, `[from, to)`. */
export type Match = {
  readonly score: number;
  readonly marks: readonly (readonly [from: number, to: number])[];
};

const WHOLE = 100;
const BEGINS = 60;
const WORD_BEGINS = 40;
const INSIDE = 20;
const SCATTERED = 5;
/** Fewer letters than this are found in nearly everything when they may be scattered. */
const LEAST_SCATTERED = 3;
/** Longest stretch that scattered letters may lie in, as a multiple of their number. */
const WIDEST = 3;

/**
 * Finds what is typed in a text. Every typed word must be there: at best as a whole word or its beginning, else inside one,
 * else its letters in order and close together (`cwlogs` in `CloudWatch Logs`). Null where one is not.
 */
export function matchText(typed: string, text: string): Match | null {
  const words = wordsOf(typed);
  const lower = text.toLowerCase();
  const marks: (readonly [number, number])[] = [];
  let score = 0;
  for (const word of words) {
    const found = findWord(word, lower) ?? findScattered(word, lower);
    if (found === null) return null;
    score += found.score;
    marks.push(...found.marks);
  }
  // Of two texts that fit alike the shorter one is meant.
  return { score: score - Math.min(lower.length, 200) / 100, marks: marks.toSorted(([a], [b]) => a - b) };
}

/** Whether anything but blanks is typed. */
export function isTyped(typed: string): boolean {
  return wordsOf(typed).length > 0;
}

/** Cuts a text at its marks, for showing what made it fit. */
export function piecesOf(
  text: string,
  marks: Match["marks"],
): readonly { readonly text: string; readonly isMarked: boolean }[] {
  const pieces: { readonly text: string; readonly isMarked: boolean }[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (to <= at) continue;
    const begin = Math.max(from, at);
    if (begin > at) pieces.push({ text: text.slice(at, begin), isMarked: false });
    pieces.push({ text: text.slice(begin, to), isMarked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false });
  return pieces;
}

function wordsOf(typed: string): readonly string[] {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

function findWord(word: string, text: string): Match | null {
  if (word === text) return { score: WHOLE, marks: [[0, word.length]] };
  let best: Match | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const score = at === 0 ? BEGINS : isWordStart(text, at) ? WORD_BEGINS : INSIDE;
    if (best === null || score > best.score) best = { score, marks: [[at, at + word.length]] };
    if (score >= WORD_BEGINS) break;
  }
  return best;
}

function findScattered(word: string, text: string): Match | null {
  if (word.length < LEAST_SCATTERED) return null;
  for (let start = text.indexOf(word[0] ?? ""); start >= 0; start = text.indexOf(word[0] ?? "", start + 1)) {
    const marks: [number, number][] = [[start, start + 1]];
    let at = start;
    for (const letter of word.slice(1)) {
      at = text.indexOf(letter, at + 1);
      if (at < 0) return null;
      marks.push([at, at + 1]);
    }
    if (at - start < word.length * WIDEST) return { score: SCATTERED, marks };
  }
  return null;
}

function isWordStart(text: string, at: number): boolean {
  return !/[a-z0-9]/.test(text[at - 1] ?? " ");
}
