/** A bar of a waterfall: a whole, or a step from the bar before to the next one. */
export type WaterfallBar = {
  readonly id: string;
  readonly kind: "whole" | "step";
  readonly name: string;
  /** Amount of a whole, difference of a step. */
  readonly value: number;
  /** The amount written short, for beside the bar, and in full. */
  readonly text: string;
  readonly exact: string;
};

/** A bar as it is drawn; both ends are parts of the height, from the bottom. */
export type PlacedBar = {
  readonly bar: WaterfallBar;
  readonly bottom: number;
  readonly top: number;
  /** Where the line to the next bar leaves. */
  readonly end: number;
};

export type PlacedWaterfall = {
  readonly bars: readonly PlacedBar[];
  /** Height of nothing; null where the scale begins above it, so that the steps can be seen. */
  readonly zero: number | null;
};

/** Wholes this many times larger than all they move in are cut. */
const CUT = 2;
/** What is left of a cut whole below the lowest step, as a part of what all moves in. */
const STUMP = 0.35;
const ROOM = 0.06;

/** Puts the bars between the bottom and the top of the picture. */
export function placeWaterfall(bars: readonly WaterfallBar[]): PlacedWaterfall {
  let at = 0;
  const spans = bars.map((bar) => {
    const from = bar.kind === "whole" ? 0 : at;
    at = bar.kind === "whole" ? bar.value : at + bar.value;
    return { bar, from, end: at };
  });
  const ends = spans.map(({ end }) => end);
  const [lowest, highest] = [Math.min(...ends, Number.POSITIVE_INFINITY), Math.max(...ends, 0)];
  const moved = highest - lowest;
  const isCut = bars.length > 0 && moved > 0 && lowest > CUT * moved;
  const low = isCut ? lowest - STUMP * moved : Math.min(0, lowest);
  const room = (highest - low) * ROOM;
  const height = highest - low + room + (low < 0 ? room : 0) || 1;
  const base = low < 0 ? low - room : low;
  const place = (value: number): number => Math.max(0, Math.min(1, (value - base) / height));
  return {
    bars: spans.map(({ bar, from, end }) => ({
      bar,
      bottom: place(Math.min(from, end)),
      top: place(Math.max(from, end)),
      end: place(end),
    })),
    zero: isCut ? null : place(0),
  };
}
