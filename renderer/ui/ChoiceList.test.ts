import { afterEach, expect, test } from "vitest";
import { createApp, h } from "vue";
import ChoiceList from "./ChoiceList.vue";

afterEach(() => document.body.replaceChildren());

const LETTERS = ["a", "b", "c"];

function show(chosen: string | null) {
  const root = document.body.appendChild(document.createElement("div"));
  const asked: string[] = [];
  createApp({
    render: () =>
      h(
        ChoiceList<string>,
        {
          items: LETTERS,
          idOf: (letter: string) => letter,
          chosen,
          name: "Letters",
          onChoose: (id: string) => asked.push(id),
        },
        { default: ({ item }: { item: string }) => item },
      ),
  }).mount(root);
  const list = root.querySelector("[role=listbox]");
  return {
    press: (key: string) => list?.dispatchEvent(new KeyboardEvent("keydown", { key })),
    asked,
    reachable: [...root.querySelectorAll("[role=option][tabindex='0']")].map((option) => option.textContent),
  };
}

test("arrows choose the neighbours, Home and End the first and the last", () => {
  const { press, asked } = show("b");
  for (const key of ["ArrowDown", "ArrowUp", "Home", "End"]) press(key);
  expect(asked).toEqual(["c", "a", "a", "c"]);
});

test("past the ends nothing is chosen", () => {
  const [first, last] = [show("a"), show("c")];
  first.press("ArrowUp");
  last.press("ArrowDown");
  expect([...first.asked, ...last.asked]).toEqual([]);
});

test("Tab reaches the chosen one, or the first while none is", () => {
  expect(show("b").reachable).toEqual(["b"]);
  const none = show(null);
  expect(none.reachable).toEqual(["a"]);
  none.press("ArrowDown");
  expect(none.asked).toEqual(["a"]);
});
