/** Browsers lay out nothing taller than about 33 million pixels; a list beyond this is drawn shorter than it is. */
const TALLEST_PX = 16_000_000;
/** Rows drawn beyond the ones in sight, so that scrolling does not meet blank space. */
const OVERSCAN = 15;

/** What is in front of the reader: the list's own position in pixels, and where the scroll bar stands for it. */
export type Place = { readonly top: number; readonly scrollTop: number };

export type TallList = {
  /** Height that is laid out; the whole list's where it fits. */
  readonly height: number;
  /** True where one pixel of the scroll bar stands for more than one of the list. */
  readonly isCompressed: boolean;
  /** The nearest place of the list to a position in it. */
  readonly at: (top: number) => Place;
  /** Where the list stands when the scroll bar was moved there. */
  readonly scrolledTo: (scrollTop: number) => Place;
  /** The place from which a row is in sight, moving as little as possible. */
  readonly showing: (index: number, from: Place) => Place;
  /** Rows to draw, and the empty space above and below them. */
  readonly drawn: (place: Place) => {
    readonly first: number;
    readonly last: number;
    readonly above: number;
    readonly below: number;
  };
};

/** Lays out a list of rows of one height, however many there are. `viewport` is the height in which rows are seen. */
export function tallList(
  count: number,
  rowHeight: number,
  viewport: number,
  tallest: number = TALLEST_PX,
): TallList {
  const whole = count * rowHeight;
  const height = Math.min(whole, tallest);
  const lastTop = Math.max(0, whole - viewport);
  const lastScroll = Math.max(0, height - viewport);
  const place = (top: number, scrollTop: number): Place => ({ top, scrollTop });
  const at = (top: number): Place => {
    const held = clamp(top, 0, lastTop);
    return place(held, whole === height ? held : Math.round((held / lastTop) * lastScroll));
  };
  return {
    height,
    isCompressed: whole !== height,
    at,
    scrolledTo: (scrollTop) => {
      const held = clamp(scrollTop, 0, lastScroll);
      return place(whole === height ? held : (held / lastScroll) * lastTop, scrollTop);
    },
    showing: (index, from) => {
      const start = index * rowHeight;
      const end = start + rowHeight;
      if (start < from.top) return at(start);
      return end > from.top + viewport ? at(end - viewport) : from;
    },
    drawn: ({ top, scrollTop }) => {
      const shift = scrollTop - top;
      const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN, Math.floor(-shift / rowHeight));
      const last = Math.min(
        count - 1,
        Math.ceil((top + viewport) / rowHeight) + OVERSCAN,
        Math.ceil((height - shift) / rowHeight) - 1,
      );
      const above = Math.max(0, first * rowHeight + shift);
      return { first, last, above, below: Math.max(0, height - above - (last - first + 1) * rowHeight) };
    },
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
