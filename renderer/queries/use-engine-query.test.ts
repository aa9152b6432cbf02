// @vitest-environment jsdom
import { type QueryClient, useQueryClient } from "@tanstack/vue-query";
import { defineComponent, h, shallowRef, type ShallowRef } from "vue";
import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../backend/fake/open-screen.ts";
import { type EngineAnswer, useEngineQuestion } from "./use-engine-query.ts";

type Asker = { readonly question: ShallowRef<string | null>; readonly answer: EngineAnswer<string> };
type Parts = { readonly first: Asker; readonly second: Asker; readonly client: QueryClient };

let screen: OpenScreen;
afterEach(() => screen.close());

/** Two places that ask the same, the second one after the first. */
async function open(asked: string | null): Promise<Parts> {
  let parts: Parts | null = null;
  screen = await openScreen(
    defineComponent(() => {
      parts = { first: asker(asked), second: asker(asked), client: useQueryClient() };
      return () => h("p");
    }),
  );
  await screen.settle();
  if (parts === null) throw new Error("not set up");
  return parts;
}

function asker(asked: string | null): Asker {
  const question = shallowRef(asked);
  return {
    question,
    answer: useEngineQuestion({
      question: () => question.value,
      key: (text) => ["asked", text],
      ask: async (_, text) => text,
    }),
  };
}

test("one place that asks nothing any more takes no answer from another", async () => {
  const { first, second, client } = await open("october");
  second.question.value = null;
  await screen.settle();
  await client.invalidateQueries();
  await screen.settle();
  expect([first.answer.failure.value, first.answer.value.value]).toEqual([null, "october"]);
});

test("one place that asks something else puts no other answer under the question of another", async () => {
  const { first, second, client } = await open("october");
  second.question.value = "november";
  await screen.settle();
  await client.invalidateQueries();
  await screen.settle();
  expect(first.answer.value.value).toBe("october");
  expect(second.answer.value.value).toBe("november");
});

test("nothing is asked without a question", async () => {
  const { first } = await open(null);
  expect([first.answer.state.value.kind, first.answer.failure.value]).toEqual(["loading", null]);
});
