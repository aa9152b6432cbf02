import { LIGHT } from "./palette.ts";

/** Named by family: whoever opens the file has some font of it. */
export const FONT = "Helvetica, Arial, sans-serif";
export const MARGIN = 24;
/** Height of title and note. */
export const HEAD = 64;
export const INK = "#171b22";

export type ChartSize = { readonly width: number; readonly height: number };

type Framed = {
  readonly title: string;
  readonly note: string;
  /** Of the whole file. */
  readonly size: ChartSize;
  readonly body: readonly string[];
};

/** A drawing as a file of its own: title and note above it, on white. */
export function framedSvg({ title, note, size: { width, height }, body }: Framed): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${MARGIN}" y="30" font-size="16" font-weight="600" fill="${INK}">${escaped(title)}</text>`,
    `<text x="${MARGIN}" y="50" font-size="12" fill="${LIGHT.text}">${escaped(note)}</text>`,
    ...body,
    "</svg>",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text of a bill as text of a drawing. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "").replace(/\p{Cc}/gu, " ");
}
