import { compare } from "../money/decimal.ts";
import type { AlikeValues } from "./tag-governance.ts";

type Valued = AlikeValues["values"][number];

/** Compared letter by letter with each other; more values than this are compared by spelling only. */
const MOST_COMPARED = 1_500;
const ONE_TYPO_FROM = 6;
const TWO_TYPOS_FROM = 11;
const SHORTEST_WORD = 4;

/**
 * Groups values that probably mean one thing, the group with the most money first: `Prod`, `prod` and `PROD `, or
 * `checkout` and `chekout`. Short words and digits carry meaning (`team-a`, `web2`), so a typo is only
 * suspected in longer words and never in a digit.
 */
export function alikeValues(values: readonly Valued[]): readonly AlikeValues[] {
  const bySpelling = new Map<string, Valued[]>();
  for (const valued of values.toSorted((a, b) => compare(b.total, a.total))) {
    const key = spellingOf(valued.value);
    const group = bySpelling.get(key);
    if (group === undefined) bySpelling.set(key, [valued]);
    else group.push(valued);
  }
  const groups = withTypos([...bySpelling]);
  return groups
    .filter(({ values: found }) => found.length > 1)
    .toSorted((a, b) => compare(sizeOf(b), sizeOf(a)) || (a.keep < b.keep ? -1 : 1));
}

/** Letters and digits in lower case: what is left without spaces, separators and accents of writing. */
export function spellingOf(value: string): string {
  const plain = value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\-_./:,;]+/gu, "");
  return plain === "" ? value : plain;
}

/** True for two spellings that differ as typing errors do. */
export function isTypo(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < ONE_TYPO_FROM || digitsOf(a) !== digitsOf(b)) return false;
  return distanceWithin(a, b, shorter < TWO_TYPOS_FROM ? 1 : 2);
}

/** In values of several words one must not be suspected for a short word: `team-a` is not `team-b`. */
function isTypoOf(a: Valued, b: Valued): boolean {
  if (!isTypo(spellingOf(a.value), spellingOf(b.value))) return false;
  const [left, right] = [wordsOf(a.value), wordsOf(b.value)];
  if (left.length !== right.length) return true;
  return left.every(
    (word, at) => word === right[at] || Math.min(word.length, right[at]?.length ?? 0) >= SHORTEST_WORD,
  );
}

function withTypos(spellings: readonly (readonly [string, readonly Valued[]])[]): readonly AlikeValues[] {
  const taken = new Set<number>();
  return spellings.flatMap(([, group], at): AlikeValues[] => {
    const [first] = group;
    if (taken.has(at) || first === undefined) return [];
    const joined = [...group];
    if (spellings.length <= MOST_COMPARED)
      for (const [other, [, candidates]] of spellings.entries()) {
        const [candidate] = candidates;
        if (other <= at || taken.has(other) || candidate === undefined || !isTypoOf(first, candidate))
          continue;
        taken.add(other);
        joined.push(...candidates);
      }
    const values = joined.toSorted((a, b) => compare(b.total, a.total));
    const reason = joined.length > group.length ? "typo" : "spelling";
    return [{ keep: values[0]?.value ?? first.value, values, reason }];
  });
}

/** Optimal string alignment: an insertion, a deletion, another letter, or two neighbours swapped count one each. */
function distanceWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let [beforeLast, last] = [new Array<number>(b.length + 1).fill(0), range(b.length + 1)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return false;
    [beforeLast, last] = [last, row];
  }
  return (last[b.length] ?? most + 1) <= most;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, "");
}

function wordsOf(value: string): readonly string[] {
  return value
    .toLowerCase()
    .split(/[\s\-_./:,;]+/u)
    .filter((word) => word !== "");
}

function sizeOf({ values }: AlikeValues): string {
  return values[0]?.total ?? "0.0";
}
