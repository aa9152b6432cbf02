import { describe, expect, it } from "vitest";
import { colourOf, DARK, LIGHT, type Palette } from "./palette.ts";

type Channels = readonly [number, number, number];

function linear(hex: string): Channels {
  const at = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [at(1), at(3), at(5)];
}

function luminance([red, green, blue]: Channels): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [one, two] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

function perceived([red, green, blue]: Channels): Channels {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

// Machado, Oliveira and Fernandes 2009, full severity.
const SIGHTS: Readonly<Record<string, readonly Channels[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(hex: string, sight: readonly Channels[]): Channels {
  const [red, green, blue] = linear(hex);
  const [first = 0, second = 0, third = 0] = sight.map((row) =>
    Math.max(0, row[0] * red + row[1] * green + row[2] * blue),
  );
  return perceived([first, second, third]);
}

function nearest(palette: Palette, sight: readonly Channels[]): number {
  const points = palette.slots.map((slot) => seen(slot, sight));
  const distances = points.flatMap((a, at) =>
    points.slice(0, at).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
  );
  return Math.min(...distances);
}

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("%s palette", (_, palette) => {
  it("stands out from its ground", () => {
    for (const slot of palette.slots)
      expect(contrast(slot, palette.ground), slot).toBeGreaterThanOrEqual(2.8);
    for (const text of [palette.text, palette.plain]) {
      expect(contrast(text, palette.ground), text).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(Object.keys(SIGHTS))("keeps its ten hues apart with %s", (name) => {
    expect(nearest(palette, SIGHTS[name] ?? [])).toBeGreaterThan(0.045);
  });
});

describe("colourOf", () => {
  it("runs a second, paler lap behind the tenth slot", () => {
    expect(colourOf(LIGHT, 0)).toBe(LIGHT.slots[0]);
    expect(colourOf(LIGHT, 10)).not.toBe(LIGHT.slots[0]);
    expect(new Set(Array.from({ length: 20 }, (_, slot) => colourOf(DARK, slot))).size).toBe(20);
  });

  it("keeps what is left over grey", () => {
    expect(colourOf(LIGHT, "other")).toBe(LIGHT.other);
  });
});
