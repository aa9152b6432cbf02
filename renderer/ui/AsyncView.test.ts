import { afterEach, expect, test, vi } from "vitest";
import { createApp, h, nextTick } from "vue";
import ui from "@nuxt/ui/vue-plugin";
import { createMemoryHistory, createRouter } from "vue-router";
import AsyncView from "./AsyncView.vue";
import type { AsyncState } from "./async-state.ts";

afterEach(() => document.body.replaceChildren());

async function show(state: AsyncState<readonly number[]>): Promise<HTMLElement> {
  const root = document.body.appendChild(document.createElement("div"));
  createApp({
    render: () =>
      h(
        AsyncView<readonly number[]>,
        { state, name: "Costs", isEmpty: (list: readonly number[]) => list.length === 0 },
        {
          default: ({ value }: { value: readonly number[] }) => h("p", `sum of ${value.length}`),
          empty: () => h("p", "nothing yet"),
        },
      ),
  })
    .use(
      createRouter({
        history: createMemoryHistory(),
        routes: [{ path: "/", component: { render: () => null } }],
      }),
    )
    .use(ui)
    .mount(root);
  await nextTick();
  return root;
}

test("loading tells what is on its way", async () => {
  const root = await show({ kind: "loading" });
  expect(root.querySelector("[role=progressbar]")?.getAttribute("aria-label")).toBe("Loading costs");
  expect(root.querySelector("[aria-busy=true]")).not.toBeNull();
});

test("failed says what happened, what to do, the code, and tries again", async () => {
  const retry = vi.fn<() => void>();
  const problem = { title: "It broke.", advice: "Mend it.", code: "disk.full" };
  const root = await show({ kind: "failed", problem, retry });
  const alert = root.querySelector("[role=alert]");
  expect(alert?.textContent).toContain("It broke.");
  expect(alert?.textContent).toContain("Mend it.");
  expect(alert?.textContent).toContain("disk.full");
  root.querySelector("button")?.click();
  expect(retry).toHaveBeenCalledOnce();
});

test("empty is not failed and not loading", async () => {
  const root = await show({ kind: "ready", value: [], isRefreshing: false });
  expect(root.textContent).toContain("nothing yet");
  expect(root.querySelector("[role=alert]")).toBeNull();
});

test("the old picture stays while a new one is on its way", async () => {
  const root = await show({ kind: "ready", value: [1, 2], isRefreshing: true });
  expect(root.textContent).toContain("sum of 2");
  expect(root.querySelector("[aria-busy=true]")).not.toBeNull();
});
