import { readable } from "./colour.ts";
import { html, type Html, trusted } from "./html.ts";
import { fitTo, widthOf } from "./text-size.ts";

export type ChartSize = { readonly width: number; readonly height: number };

/** A series of a chart of columns; amounts are for drawing only, the texts are what is told. */
export type ColumnSeries = {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
};

const INK = "#1c2430";
const MUTED = "#5b6675";
const RULE = "#d5dae1";
const FONT = 11;
const NAME_ROOM = 230;

type Columns = {
  /** What the picture shows, for who cannot see it. */
  readonly label: string;
  readonly buckets: readonly string[];
  /** Drawn from the bottom in this order. */
  readonly series: readonly ColumnSeries[];
  /** Written over the columns. */
  readonly totals: readonly (string | null)[];
};

/** Stacked columns over time; totals stand above them, names beside the last one. */
export function columnChart({ label, buckets, series, totals }: Columns, { width, height }: ChartSize): Html {
  const plot = { left: 4, right: width - NAME_ROOM, top: 22, bottom: height - 24 };
  const stacks = buckets.map((_, at) => {
    let [above, below] = [0, 0];
    const parts = series.map(({ colour, values }) => {
      const value = values[at] ?? 0;
      const from = value >= 0 ? above : below;
      if (value >= 0) above += value;
      else below += value;
      return { colour, from, to: from + value };
    });
    return { parts, above, below };
  });
  const high = Math.max(...stacks.map(({ above }) => above), 0) || 1;
  const low = Math.min(...stacks.map(({ below }) => below), 0);
  const y = (value: number): number =>
    plot.bottom - ((value - low) / (high - low)) * (plot.bottom - plot.top);
  const step = (plot.right - plot.left) / Math.max(1, buckets.length);
  const bar = Math.min(54, step * 0.68);
  const middle = (at: number): number => plot.left + step * (at + 0.5);
  const marks = stacks.flatMap(({ parts }, at) =>
    parts
      .filter(({ from, to }) => from !== to)
      .map(({ colour, from, to }) =>
        rect(middle(at) - bar / 2, Math.min(y(from), y(to)), bar, Math.abs(y(to) - y(from)), colour),
      ),
  );
  const isTight = step < Math.max(...totals.map((text) => widthOf(text ?? "", FONT)), 30);
  const last = buckets.length - 1;
  const texts = buckets.flatMap((bucket, at) => {
    const isShown = !isTight || (last - at) % 2 === 0;
    const total = totals[at] ?? null;
    return [
      ...(isShown ? [text(middle(at), plot.bottom + 17, bucket, { anchor: "middle" })] : []),
      ...(isShown && total !== null
        ? [
            text(middle(at), y(stacks[at]?.above ?? 0) - 6, total, {
              anchor: "middle",
              ink: INK,
              weight: at === last ? 600 : 400,
            }),
          ]
        : []),
    ];
  });
  const named = spread(
    series.map(({ name, colour }, at) => {
      const part = stacks[last]?.parts[at];
      return { name, colour, at: part === undefined ? plot.bottom : (y(part.from) + y(part.to)) / 2 };
    }),
    plot.top,
    plot.bottom,
  );
  const names = named.map(({ name, colour, at }) => [
    rect(plot.right + 4, at - 5, 9, 9, colour),
    text(plot.right + 19, at + 3, fitTo(name, NAME_ROOM - 19, FONT), { ink: INK }),
  ]);
  return svg(label, { width, height }, [
    ...marks,
    line(plot.left, y(0), plot.right, y(0), MUTED),
    ...texts,
    ...names.flat(),
  ]);
}

export type WaterfallStep = {
  readonly kind: "whole" | "step";
  readonly name: string;
  readonly value: number;
  readonly text: string;
};

const FALL = "#2f6f5e";

/** Steps from one whole to another. Where the wholes dwarf the steps the scale is cut, and says so. */
export function waterfallChart(
  label: string,
  steps: readonly WaterfallStep[],
  accent: string,
  { width, height }: ChartSize,
): Html {
  const plot = { left: 4, right: width - 4, top: 24, bottom: height - 40 };
  let at = 0;
  const spans = steps.map((one) => {
    const from = one.kind === "whole" ? null : at;
    at = one.kind === "whole" ? one.value : at + one.value;
    return { one, from, end: at };
  });
  const ends = spans.flatMap(({ from, end }) => (from === null ? [end] : [from, end]));
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const isCut = least > 2 * (most - least) && most > least;
  const base = isCut ? least - (most - least) * 0.4 : Math.min(0, least);
  const top = Math.max(most, 0);
  const y = (value: number): number =>
    plot.bottom - ((value - base) / (top - base || 1)) * (plot.bottom - plot.top);
  const step = (plot.right - plot.left) / Math.max(1, steps.length);
  const bar = Math.min(92, step * 0.66);
  const left = (index: number): number => plot.left + step * index + (step - bar) / 2;
  const drawn = spans.flatMap(({ one, from, end }, index) => {
    const start = from ?? Math.max(base, Math.min(0, end));
    const colour = one.kind === "whole" ? "#7c8796" : one.value < 0 ? FALL : accent;
    const upper = Math.min(y(start), y(end));
    const next = index + 1 < spans.length;
    return [
      rect(left(index), upper, bar, Math.max(1, Math.abs(y(end) - y(start))), colour),
      ...(next ? [line(left(index) + bar, y(end), left(index + 1), y(end), RULE)] : []),
      ...(isCut && one.kind === "whole"
        ? [
            trusted(
              `<path d="M${round(left(index) - 4)} ${round(plot.bottom - 12)}l${round(bar / 2 + 4)} -6l0 6l${round(bar / 2 + 4)} -6" fill="none" stroke="#fff" stroke-width="4"/>`,
            ),
          ]
        : []),
      text(left(index) + bar / 2, upper - 7, one.text, { anchor: "middle", ink: INK, weight: 600 }),
      ...wrapped(one.name, step - 6).map((row, line) =>
        text(left(index) + bar / 2, plot.bottom + 16 + line * 14, row, { anchor: "middle" }),
      ),
    ];
  });
  return svg(label, { width, height }, [
    ...drawn,
    line(plot.left, plot.bottom, plot.right, plot.bottom, RULE),
  ]);
}

export type Line = {
  readonly name: string;
  readonly colour: string;
  /** Shares of 1. */
  readonly values: readonly (number | null)[];
  /** The last value as it is told. */
  readonly text: string;
};

/** Shares over time from 0 to 100 %, and below where one is less than nothing, named at their ends. */
export function shareChart(
  {
    label,
    buckets,
    lines,
    marks,
  }: {
    readonly label: string;
    readonly buckets: readonly string[];
    readonly lines: readonly Line[];
    /** How 0, half and all are written. */
    readonly marks: readonly [string, string, string];
  },
  { width, height }: ChartSize,
): Html {
  const plot = { left: 60, right: width - NAME_ROOM, top: 12, bottom: height - 24 };
  const lowest = Math.max(
    -1,
    Math.min(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))),
  );
  const y = (share: number): number =>
    plot.bottom - ((Math.min(1, Math.max(lowest, share)) - lowest) / (1 - lowest)) * (plot.bottom - plot.top);
  const step = (plot.right - plot.left) / Math.max(1, buckets.length);
  const x = (at: number): number => plot.left + step * (at + 0.5);
  const grid = marks.flatMap((mark, at) => [
    line(plot.left, y(at / 2), plot.right, y(at / 2), RULE),
    text(plot.left - 6, y(at / 2) + 4, mark, { anchor: "end" }),
  ]);
  const isTight = step < 52;
  const last = buckets.length - 1;
  const days = buckets.flatMap((bucket, at) =>
    !isTight || (last - at) % 2 === 0 ? [text(x(at), plot.bottom + 17, bucket, { anchor: "middle" })] : [],
  );
  const paths = lines.map(({ colour, values }) => {
    let path = "";
    let dots = "";
    for (const [at, value] of values.entries()) {
      if (value === null) continue;
      const [before, after] = [values[at - 1] ?? null, values[at + 1] ?? null];
      const place = `${round(x(at))} ${round(y(value))}`;
      path += `${before === null ? "M" : "L"}${place}`;
      // A month between months without a value has no line to be on.
      if (before === null && after === null) dots += `M${place}h0`;
    }
    const drawn = (shape: string, thick: number): string =>
      `<path d="${shape}" fill="none" stroke="${colour}" stroke-width="${thick}" stroke-linejoin="round" stroke-linecap="round"/>`;
    return trusted(`${drawn(path, 2.25)}${dots === "" ? "" : drawn(dots, 7)}`);
  });
  const named = spread(
    lines.map(({ name, colour, values, text }) => ({
      name: `${name} ${text}`,
      colour,
      at: y(values.findLast((value) => value !== null) ?? 0),
    })),
    plot.top,
    plot.bottom,
  );
  const names = named.map(({ name, colour, at }) =>
    text(plot.right + 8, at + 4, fitTo(name, NAME_ROOM - 8, FONT, "bold"), {
      ink: readable(colour),
      weight: 600,
    }),
  );
  return svg(label, { width, height }, [...grid, ...days, ...paths, ...names]);
}

const APART = 16;

/** Keeps names from standing on each other, in their order from top to bottom. */
function spread<T extends { readonly at: number }>(
  names: readonly T[],
  top: number,
  bottom: number,
): readonly T[] {
  const sorted = names.toSorted((a, b) => a.at - b.at);
  const places: number[] = [];
  for (const { at } of sorted) places.push(Math.max(at, (places.at(-1) ?? top - APART) + APART));
  for (let index = places.length - 1, limit = bottom; index >= 0; index -= 1, limit -= APART)
    places[index] = Math.min(places[index] ?? limit, limit);
  return sorted.map((name, index) => ({ ...name, at: places[index] ?? name.at }));
}

function wrapped(name: string, width: number): readonly string[] {
  const rows: string[] = [];
  for (const word of name.split(" ")) {
    const last = rows.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, FONT) <= width)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.slice(0, 2).map((row) => fitTo(row, width, FONT));
}

type TextLook = {
  readonly anchor?: "middle" | "end";
  readonly ink?: string;
  readonly weight?: number;
};

function text(x: number, y: number, content: string, { anchor, ink = MUTED, weight = 400 }: TextLook): Html {
  return html`<text
    x="${round(x)}"
    y="${round(y)}"
    font-size="${FONT}"
    font-weight="${weight}"
    fill="${ink}"
    text-anchor="${anchor ?? "start"}"
    >${content}</text
  >`;
}

function rect(x: number, y: number, width: number, height: number, colour: string): Html {
  return html`<rect
    x="${round(x)}"
    y="${round(y)}"
    width="${round(width)}"
    height="${round(height)}"
    fill="${colour}"
  />`;
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): Html {
  return html`<line
    x1="${round(x1)}"
    y1="${round(y1)}"
    x2="${round(x2)}"
    y2="${round(y2)}"
    stroke="${colour}"
  />`;
}

function round(value: number): string {
  return (Math.round(value * 10) / 10).toString();
}

function svg(label: string, { width, height }: ChartSize, content: readonly Html[]): Html {
  return html`<svg
    role="img"
    aria-label="${label}"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
  >
    ${content}
  </svg>`;
}
