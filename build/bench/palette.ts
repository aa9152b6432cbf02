import type { PaletteEntry } from "../../renderer/navigation/palette.ts";
import { paletteGroups } from "../../renderer/app/frame/palette-groups.ts";
import { median } from "./median.ts";
import { printTable } from "./print-table.ts";

const NAMES = 100_000;
const ROUNDS = 5;
/** What people type: a word, its beginning, two words, letters of several, and what is nowhere. */
const TYPED = [
  "p",
  "prod",
  "payments",
  "prod pay",
  "eu-west",
  "cwlogs",
  "4711",
  "orders backup",
  "nowhere at all",
];
/** A list that ranks and marks what it finds, against one that only says whether every word is there. */
const TARGET = 2.5;

type Timing = { readonly typed: string; readonly ours: number; readonly baseline: number };

/** Searches 100,000 names as the palette does, in turn with a plain scan of the same names, and prints the ratio. */
export function measurePalette(seed: number): void {
  const entries = namesOf(seed);
  const timings = TYPED.map((typed): Timing => {
    const pairs = Array.from({ length: ROUNDS }, () => ({
      ours: timeOf(() => paletteGroups([{ source: SOURCE, entries }], typed)),
      baseline: timeOf(() => scan(entries, typed)),
    }));
    return {
      typed,
      ours: median(pairs.map(({ ours }) => ours)),
      baseline: median(pairs.map(({ baseline }) => baseline)),
    };
  });
  const ratio = median(timings.map(({ ours, baseline }) => ours / baseline));
  printTable([
    ["typed", "palette", "plain scan", "ratio"],
    ...timings.map(({ typed, ours, baseline }) => [
      typed,
      `${ours.toFixed(1)} ms`,
      `${baseline.toFixed(1)} ms`,
      `${(ours / baseline).toFixed(2)}x`,
    ]),
  ]);
  const verdict = ratio <= TARGET ? "met" : "missed";
  console.log(
    `\npalette over ${NAMES} names, median ratio: ${ratio.toFixed(2)}x, target <= ${TARGET}x, ${verdict}`,
  );
  console.log(`\n${JSON.stringify({ names: NAMES, seed, ratio: Number(ratio.toFixed(3)), timings })}`);
}

const SOURCE = { id: "names", label: "Names", order: 1 };

/** Whether every typed word is somewhere in the name: what a list without ranking would do. */
function scan(entries: readonly PaletteEntry[], typed: string): number {
  const words = typed.toLowerCase().split(" ");
  return entries.filter(({ label, detail }) => {
    const text = `${label} ${detail ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }).length;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const PARTS = {
  team: [
    "payments",
    "orders",
    "search",
    "identity",
    "media",
    "ledger",
    "CloudWatch Logs",
    "backup",
    "ml",
    "web",
  ],
  stage: ["prod", "staging", "dev", "sandbox", "dr"],
  place: ["eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"],
} as const;

/** Names like those of accounts and resources, the same for the same seed. */
function namesOf(seed: number): readonly PaletteEntry[] {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const pick = (of: readonly string[]): string => of[next(of.length)] ?? "";
  return Array.from({ length: NAMES }, (_, at): PaletteEntry => ({
    id: String(at),
    label: `${pick(PARTS.team)}-${pick(PARTS.stage)}-${next(100_000)}`,
    detail: pick(PARTS.place),
    icon: "i-lucide-box",
    to: "/",
  }));
}
