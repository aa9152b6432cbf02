/** A colour of red, green and blue, each 0 to 255. */
type Channels = readonly [number, number, number];

/** WCAG 2 for text of any size. */
const READABLE = 4.5;
const WHITE: Channels = [255, 255, 255];
const STEP = 0.04;

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** The colour itself, or so much darker that it can be read on white, and white on it. */
export function readable(colour: string): string {
  let channels = channelsOf(colour);
  while (contrast(channels, WHITE) < READABLE)
    channels = [channels[0] * (1 - STEP), channels[1] * (1 - STEP), channels[2] * (1 - STEP)];
  return written(channels);
}

/** Mixed with white: 1 is the colour, 0 is white. */
export function tint(colour: string, share: number): string {
  const [red, green, blue] = channelsOf(colour);
  const mixed = (channel: number): number => 255 + (channel - 255) * share;
  return written([mixed(red), mixed(green), mixed(blue)]);
}

/** Contrast of two colours as WCAG 2 has it, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(channelsOf(one), channelsOf(other));
}

function contrast(one: Channels, other: Channels): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance([red, green, blue]: Channels): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function channelsOf(colour: string): Channels {
  const at = (index: number): number => Number.parseInt(colour.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

function written(channels: Channels): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}
