import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApp, type App } from "vue";
import { useExplainKey } from "./use-explain-key.ts";

let app: App;
const explained = vi.fn<(name: string) => void>();

beforeEach(() => {
  explained.mockReset();
  document.body.innerHTML = `
    <table><tr tabindex="0" id="row"><th><a id="name" href="#">EC2</a></th>
      <td><button data-explain id="first"></button></td><td><button data-explain id="second"></button></td></tr></table>
    <input id="field" /><button id="elsewhere"></button><div id="app"></div>`;
  for (const button of document.querySelectorAll("[data-explain]"))
    button.addEventListener("click", () => explained(button.id));
  app = createApp({ setup: () => (useExplainKey(), () => null) });
  app.mount("#app");
});
afterEach(() => app.unmount());

test.each([
  ["second", "second"],
  ["row", "first"],
  ["name", "first"],
])("x on %s explains the number %s", (id, number) => {
  press(id);
  expect(explained.mock.calls).toEqual([[number]]);
});

test("x on a row explains the number that the row is about", () => {
  document.getElementById("second")?.parentElement?.setAttribute("data-main", "");
  press("row");
  press("first");
  expect(explained.mock.calls).toEqual([["second"], ["first"]]);
});

test.each(["field", "elsewhere"])("x on %s explains nothing", (id) => {
  press(id);
  expect(explained).not.toHaveBeenCalled();
});

function press(id: string): void {
  const event = new KeyboardEvent("keydown", { key: "x", bubbles: true, cancelable: true });
  document.getElementById(id)?.dispatchEvent(event);
}
