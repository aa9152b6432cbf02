/** Colours of one theme. `slots` are ten hues that stay apart for colour-blind eyes; `other` and `plain` carry no identity. */
export type Palette = {
  readonly slots: readonly string[];
  readonly other: string;
  readonly plain: string;
  readonly ground: string;
  readonly grid: string;
  readonly axis: string;
  readonly text: string;
  readonly accent: string;
  readonly tooltip: {
    readonly ground: string;
    readonly border: string;
    readonly text: string;
    readonly muted: string;
  };
};

export const LIGHT: Palette = {
  slots: [
    "#4b5fc9",
    "#e07b1a",
    "#0b8f9c",
    "#b83a5e",
    "#8f9470",
    "#5d2a8c",
    "#3f650c",
    "#3d9ff0",
    "#7a1a14",
    "#22384f",
  ],
  other: "#b4bac3",
  plain: "#606a79",
  ground: "#ffffff",
  grid: "#eceef1",
  axis: "#ced3da",
  text: "#606a79",
  accent: "#4562e0",
  tooltip: { ground: "#ffffff", border: "#ced3da", text: "#252b34", muted: "#606a79" },
};

export const DARK: Palette = {
  slots: [
    "#7d8cf2",
    "#ee8a33",
    "#22bdbe",
    "#c2697e",
    "#f2cb4a",
    "#7b5bd0",
    "#a9cf8f",
    "#35d3f5",
    "#b8441c",
    "#5c6b80",
  ],
  other: "#59616d",
  plain: "#98a2b0",
  ground: "#14181e",
  grid: "#222831",
  axis: "#3a434f",
  text: "#98a2b0",
  accent: "#8ba2fc",
  tooltip: { ground: "#20262e", border: "#3a434f", text: "#d9dee5", muted: "#98a2b0" },
};

/** What colours a series: a slot of the palette, the grey of what is left over, or the plain line of a whole. */
export type Ink = number | "other" | "plain";

/** Slots beyond the ten hues are the same hues again, mixed towards the ground. */
export function colourOf(palette: Palette, ink: Ink): string {
  if (ink === "other") return palette.other;
  if (ink === "plain") return palette.plain;
  const hue = palette.slots[ink % palette.slots.length] ?? palette.plain;
  return ink < palette.slots.length ? hue : mix(hue, palette.ground, 0.45);
}

function mix(colour: string, other: string, share: number): string {
  const channel = (at: number): string => {
    const from = Number.parseInt(colour.slice(at, at + 2), 16);
    const to = Number.parseInt(other.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
