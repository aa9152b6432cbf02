import { escaped, framedSvg, HEAD, INK, MARGIN } from "./chart-frame.ts";
import { LIGHT } from "./palette.ts";
import { placeWaterfall, type PlacedBar, type WaterfallBar } from "./waterfall.ts";

const WIDTH = 960;
const HEIGHT = 300;
/** Above the highest bar, for its amount. */
const ROOM = 18;
const NAME_LINE = 15;
const MOST_LINES = 3;
const CHARACTER = 6.4;
/** As rises and falls of cost are told everywhere in the light theme. */
const RISE = "#c0272d";
const FALL = "#14774a";

/** A waterfall as a file of its own, in the colours of the light theme. */
export function waterfallSvg(bars: readonly WaterfallBar[], title: string): string {
  const { bars: placed, zero } = placeWaterfall(bars);
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, placed.length);
  const y = (share: number): number => round(HEAD + ROOM + (1 - share) * HEIGHT);
  const floor = HEAD + ROOM + HEIGHT;
  const body = placed.flatMap((one, at) => {
    const left = MARGIN + at * step;
    const centre = round(left + step / 2);
    const x = round(left + step * 0.18);
    const width = round(step * 0.64);
    const link =
      at === placed.length - 1
        ? []
        : [
            `<path d="M${round(x + width)} ${y(one.end)}h${round(step * 0.36)}" stroke="${LIGHT.plain}" stroke-dasharray="1 3"/>`,
          ];
    const cut =
      zero === null && one.bar.kind === "whole"
        ? [`<path d="M${x - 2} ${floor - 10}l${width + 4} -6v5l${-width - 4} 6z" fill="#ffffff"/>`]
        : [];
    return [
      `<g><title>${escaped(`${one.bar.name}: ${one.bar.exact}`)}</title>`,
      `<rect x="${x}" y="${y(one.top)}" width="${width}" height="${Math.max(2, round(y(one.bottom) - y(one.top)))}" rx="2" fill="${colourOf(one)}"/>`,
      ...cut,
      ...link,
      text(centre, y(one.top) - 5, 11, INK, one.bar.text),
      ...linesOf(one.bar.name, Math.floor(step / CHARACTER)).map((line, row) =>
        text(centre, floor + 16 + row * NAME_LINE, 11, LIGHT.text, line),
      ),
      "</g>",
    ];
  });
  const axis =
    zero === null
      ? []
      : [`<path d="M${MARGIN} ${y(zero)}H${WIDTH - MARGIN}" stroke="${LIGHT.axis}" stroke-width="1"/>`];
  const height = floor + MOST_LINES * NAME_LINE + MARGIN;
  return framedSvg({ title, note: "", size: { width: WIDTH, height }, body: [...axis, ...body] });
}

function colourOf({ bar }: PlacedBar): string {
  if (bar.kind === "whole") return LIGHT.plain;
  return bar.value < 0 ? FALL : RISE;
}

function text(x: number, y: number, size: number, fill: string, content: string): string {
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="middle" fill="${fill}">${escaped(content)}</text>`;
}

/** A name in as many lines as fit, the last one cut where it goes on. */
function linesOf(name: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  const shown = lines
    .slice(0, MOST_LINES)
    .map((line) => (line.length > most ? `${line.slice(0, most - 1)}…` : line));
  return lines.length > MOST_LINES ? [...shown.slice(0, -1), `${shown.at(-1) ?? ""}…`] : shown;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
