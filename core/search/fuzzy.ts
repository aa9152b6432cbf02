/** A text that was found: how well it fits, more is better, and the characters that made it fit, `[from, to)`. */
export type Match = {
  readonly score: number;
  readonly marks: readonly (readonly [from: number, to: number])[];
};

const WHOLE = 100;
const BEGINS = 60;
const WORD_BEGINS = 40;
const INSIDE = 20;
const MISTYPED = 10;
const SCATTERED = 5;
/** Shorter words are one letter away from too many others. */
const LEAST_MISTYPED = 5;
/** Fewer letters than this are found in nearly everything when they may be scattered. */
const LEAST_SCATTERED = 3;
/** Longest stretch that scattered letters may lie in, as a multiple of their number. */
const WIDEST = 3;

/** Finds in a text what was typed: see `matcherOf`. */
export function matchText(typed: string, text: string): Match | null {
  return matcherOf(typed)(text);
}

/**
 * Finds what is typed in texts. Every typed word must be there: at best as a whole word or its beginning, else inside one,
 * else with one letter wrong, missing, too many or swapped with its neighbour (`bugdets`), else its letters in order and
 * close together (`cwlogs` in `CloudWatch Logs`). Null where one is not.
 */
export function matcherOf(typed: string): (text: string) => Match | null {
  const words = wordsOf(typed);
  const [only] = words;
  if (only !== undefined && words.length === 1)
    return (text) => {
      const lower = text.toLowerCase();
      const found = findAnyhow(only, lower);
      return found === null ? null : { score: found.score - lengthOf(lower), marks: found.marks };
    };
  return (text) => {
    const lower = text.toLowerCase();
    const marks: (readonly [number, number])[] = [];
    let score = -lengthOf(lower);
    for (const word of words) {
      const found = findAnyhow(word, lower);
      if (found === null) return null;
      score += found.score;
      marks.push(...found.marks);
    }
    return { score, marks: marks.sort(([a], [b]) => a - b) };
  };
}

/** Of two texts that fit alike the shorter one is meant. */
function lengthOf(text: string): number {
  return Math.min(text.length, 200) / 100;
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

function findAnyhow(word: string, text: string): Match | null {
  return findWord(word, text) ?? findMistyped(word, text) ?? findScattered(word, text);
}

function findWord(word: string, text: string): Match | null {
  if (word === text) return { score: WHOLE, marks: [[0, word.length]] };
  let best = 0;
  let bestAt = -1;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const score = at === 0 ? BEGINS : isWordStart(text, at) ? WORD_BEGINS : INSIDE;
    if (score > best) [best, bestAt] = [score, at];
    if (score >= WORD_BEGINS) break;
  }
  return bestAt < 0 ? null : { score: best, marks: [[bestAt, bestAt + word.length]] };
}

/** A word of the text that begins like the typed one but for one letter, never for its first. */
function findMistyped(word: string, text: string): Match | null {
  if (word.length < LEAST_MISTYPED) return null;
  const first = word[0] ?? "";
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (at > 0 && !isWordStart(text, at)) continue;
    const length = mistypedLength(word, text, at);
    if (length !== null) return { score: MISTYPED, marks: [[at, at + length]] };
  }
  return null;
}

/** How many letters of the text from `at` on are meant by the word; null where more than one letter differs. */
function mistypedLength(word: string, text: string, at: number): number | null {
  let same = 0;
  while (same < word.length && word[same] === text[at + same]) same += 1;
  const goesOn = (typed: number, meant: number): boolean =>
    text.startsWith(word.slice(same + typed), at + same + meant);
  const isSwapped = word[same] === text[at + same + 1] && word[same + 1] === text[at + same];
  if (isSwapped && goesOn(2, 2)) return word.length;
  if (goesOn(1, 1)) return Math.min(word.length, text.length - at);
  if (goesOn(0, 1)) return word.length + 1;
  return goesOn(1, 0) ? word.length - 1 : null;
}

function findScattered(word: string, text: string): Match | null {
  if (word.length < LEAST_SCATTERED) return null;
  const first = word[0] ?? "";
  for (let start = text.indexOf(first); start >= 0; start = text.indexOf(first, start + 1)) {
    let at = start;
    for (let letter = 1; letter < word.length && at >= 0; letter += 1)
      at = text.indexOf(word[letter] ?? "", at + 1);
    if (at < 0) return null;
    if (at - start < word.length * WIDEST) return { score: SCATTERED, marks: lettersAt(word, text, start) };
  }
  return null;
}

function lettersAt(word: string, text: string, start: number): Match["marks"] {
  const marks: [number, number][] = [];
  let at = start;
  for (const letter of word) {
    at = text.indexOf(letter, at);
    marks.push([at, at + 1]);
    at += 1;
  }
  return marks;
}

function isWordStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1);
  const isLetter = code >= 97 && code <= 122;
  return !isLetter && !(code >= 48 && code <= 57);
}
