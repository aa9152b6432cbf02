import regular from "@fontsource/inter/files/inter-latin-400-normal.woff2?inline";
import medium from "@fontsource/inter/files/inter-latin-500-normal.woff2?inline";
import semibold from "@fontsource/inter/files/inter-latin-600-normal.woff2?inline";
import bold from "@fontsource/inter/files/inter-latin-700-normal.woff2?inline";
import regularExtended from "@fontsource/inter/files/inter-latin-ext-400-normal.woff2?inline";
import mediumExtended from "@fontsource/inter/files/inter-latin-ext-500-normal.woff2?inline";
import semiboldExtended from "@fontsource/inter/files/inter-latin-ext-600-normal.woff2?inline";
import boldExtended from "@fontsource/inter/files/inter-latin-ext-700-normal.woff2?inline";
import { withTabularDigits } from "./tabular-digits.ts";

const LATIN =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXTENDED =
  "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";
const TYPE = "data:font/woff2;base64,";
/**
 * A file for each weight that the report's style names: of a font whose weight varies, Chromium draws the outlines into a PDF instead
 * of embedding it.
 */
const FACES = [
  { weight: 400, latin: regular, latinExtended: regularExtended },
  { weight: 500, latin: medium, latinExtended: mediumExtended },
  { weight: 600, latin: semibold, latinExtended: semiboldExtended },
  { weight: 700, latin: bold, latinExtended: boldExtended },
] as const;

let made: string | null = null;

/**
 * The app's font as style rules that bring it along; SIL Open Font License 1.1. Its digits are tabular in every reader. Made
 * once: compressing the files again takes a moment, and every preview asks.
 */
export function reportFont(): string {
  made ??= FACES.flatMap(({ weight, latin, latinExtended }) => [
    fontFace(weight, tabular(latin), LATIN),
    fontFace(weight, latinExtended, LATIN_EXTENDED),
  ]).join("\n");
  return made;
}

function tabular(latin: string): string {
  const font = Buffer.from(latin.slice(latin.indexOf(",") + 1), "base64");
  return TYPE + withTabularDigits(font).toString("base64");
}

function fontFace(weight: number, data: string, range: string): string {
  return `@font-face { font-family: "Report Inter"; font-style: normal; font-weight: ${weight}; src: url(${data}) format("woff2"); unicode-range: ${range} }`;
}
