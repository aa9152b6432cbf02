import { expect, test } from "vitest";
import { numbersOf, rowOfKey, rowsOfPage, toItemBeside, toRowBeside } from "./row-keys.ts";

function table(): readonly HTMLTableRowElement[] {
  document.body.innerHTML = `<table><tbody>
    <tr><td><button>one</button></td></tr>
    <tr><td><button data-explain>two</button></td><td><b data-explain>three</b></td></tr>
    <tr><td>nothing to press</td></tr>
  </tbody></table>`;
  const rows = [...document.querySelectorAll("tr")];
  for (const row of rows) row.addEventListener("keydown", toRowBeside);
  return rows;
}

function press(row: HTMLTableRowElement | undefined, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  row?.firstElementChild?.dispatchEvent(event);
  return event.defaultPrevented;
}

test("arrow keys lead from row to row, and to none where there is nothing to press", () => {
  const [first, second] = table();
  expect(press(first, "ArrowDown")).toBe(true);
  expect(document.activeElement?.textContent).toBe("two");
  expect(press(second, "ArrowUp")).toBe(true);
  expect(document.activeElement?.textContent).toBe("one");
  expect(press(first, "ArrowUp")).toBe(false);
  expect(press(second, "ArrowDown")).toBe(false);
  expect(press(first, "Enter")).toBe(false);
  expect(document.activeElement?.textContent).toBe("one");
});

test("left and right lead from item to item of a row", () => {
  document.body.innerHTML = "<ul><li><button>one</button></li><li><button>two</button></li></ul>";
  const [first, second] = document.querySelectorAll("li");
  for (const item of [first, second]) item?.addEventListener("keydown", toItemBeside);
  const pressed = (item: Element | undefined, key: string): string | null => {
    item?.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
    return document.activeElement?.textContent ?? null;
  };
  expect(pressed(first, "ArrowRight")).toBe("two");
  expect(pressed(second, "ArrowLeft")).toBe("one");
  expect(pressed(first, "ArrowDown")).toBe("one");
});

test("keys of a list lead to rows that are there", () => {
  const list = { at: 4, count: 10, page: 7 };
  const to = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "Enter"].map((key) =>
    rowOfKey(key, list),
  );
  expect(to).toEqual([5, 3, 9, 0, 0, 9, null]);
});

test("a page leaves a row of the one before, and is never nothing", () => {
  const scroller = document.createElement("div");
  Object.defineProperty(scroller, "clientHeight", { value: 300 });
  expect(rowsOfPage(scroller, 30, 1)).toBe(8);
  expect(rowsOfPage(scroller, 200, 1)).toBe(1);
  expect(rowsOfPage(null, 30, 2)).toBe(7);
});

test("numbers of a row come in their order", () => {
  const [first, second] = table();
  expect(numbersOf(second).map(({ textContent }) => textContent)).toEqual(["two", "three"]);
  expect(numbersOf(first)).toEqual([]);
  expect(numbersOf(null)).toEqual([]);
});
