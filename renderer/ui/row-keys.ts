/** Arrow up and down, as a key of a table's row, lead to the first button of the row beside it. */
export function toRowBeside(event: KeyboardEvent): void {
  toSibling(event, "ArrowUp", "ArrowDown");
}

/** The same of arrow left and right, where items stand side by side. */
export function toItemBeside(event: KeyboardEvent): void {
  toSibling(event, "ArrowLeft", "ArrowRight");
}

function toSibling(event: KeyboardEvent, back: string, on: string): void {
  if ((event.key !== back && event.key !== on) || !(event.currentTarget instanceof HTMLElement)) return;
  const { previousElementSibling, nextElementSibling } = event.currentTarget;
  const button = (event.key === on ? nextElementSibling : previousElementSibling)?.querySelector("button");
  if (!button) return;
  event.preventDefault();
  button.focus();
}

type List = {
  /** The row that the key was pressed in. */
  readonly at: number;
  readonly count: number;
  /** How many rows a page is. */
  readonly page: number;
};

/** The row of a list that a key leads to; null for a key that leads to none. */
export function rowOfKey(key: string, { at, count, page }: List): number | null {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/** How many rows a page key passes: those in sight below `heads` rows that stay, so that one is seen on both pages. */
export function rowsOfPage(scroller: HTMLElement | null, rowHeight: number, heads: number): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 300) / rowHeight) - heads - 1);
}

/** The numbers of a row that say where they come from, in their order. */
export function numbersOf(row: Element | null | undefined): readonly HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>("[data-explain]") ?? [])];
}
