import { engineContract } from "#core/contract/engine.ts";
import { hostContract } from "#core/contract/host.ts";
import { expect, test } from "./support/journey.ts";
import { overview } from "./support/pages/overview.ts";

type Asking = {
  readonly path: string;
  /** Whether the contract takes an input; to take one is no harm, since the handler then knows what it has. */
  readonly takes: (input: unknown) => boolean;
};

/** All procedures of a contract that ask for something. */
function proceduresOf(router: object, path = ""): readonly Asking[] {
  return Object.entries(router).flatMap(([name, value]) => {
    if (typeof value !== "object" || value === null) return [];
    const definition = Reflect.get(value, "~orpc");
    if (definition === undefined) return proceduresOf(value, `${path}/${name}`);
    const { inputSchema } = definition;
    if (inputSchema === undefined) return [];
    return [{ path: `${path}/${name}`, takes: (input) => inputSchema.safeParse(input).success }];
  });
}

/** Inputs that no procedure asks for, as JSON. */
const JUNK = [
  "null",
  "7",
  '"text"',
  "[]",
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  JSON.stringify({ id: "../../etc/passwd\0", paths: [{}], name: { toString: 1 } }),
  JSON.stringify({ id: "x".repeat(1_000_000) }),
  `${'{"a":'.repeat(500)}1${"}".repeat(500)}`,
];

test("every procedure refuses what it does not ask for, and the app goes on", async ({ start, withYear }) => {
  await withYear();
  const { app, page } = await start();
  await page.addInitScript(() => {
    window.addEventListener("message", ({ data, ports }) => {
      if (data?.kind === "cloudspend.ports") Reflect.set(window, "heldPorts", ports);
    });
  });
  await page.reload();
  await overview(page).waitForCosts();

  for (const [at, contract] of [hostContract, engineContract].entries()) {
    const asking = proceduresOf(contract);
    expect(asking.length).toBeGreaterThan(40);
    const answers = await page.evaluate(send, { at, paths: asking.map(({ path }) => path), inputs: JUNK });
    const wrong = asking.flatMap(({ path, takes }) =>
      JUNK.flatMap((input, index) => {
        const { status, text } = answers[path]?.[index] ?? { status: 0, text: "" };
        const isExpected = takes(JSON.parse(input))
          ? status === 200 || /"code":"FAILURE"/.test(text)
          : status === 400;
        return isExpected && !/"code":"internal"/.test(text) ? [] : [{ path, index, status, text }];
      }),
    );
    expect(wrong).toEqual([]);
    const unknown = ["/nothing", "/constructor", "/__proto__/toString", "/workspaces/constructor", "/app"];
    const none = await page.evaluate(send, { at, paths: unknown, inputs: ["{}"] });
    for (const path of unknown) expect(none[path]?.map(({ status }) => status)).toEqual([404]);
  }

  expect(await app.evaluate(() => "polluted" in {})).toBe(false);
  await page.reload();
  await overview(page).waitForCosts();
});

/** Runs in the page: sends calls on one of its ports, past the app's own client, and waits for every answer. */
async function send(calls: {
  readonly at: number;
  readonly paths: readonly string[];
  readonly inputs: readonly string[];
}) {
  const port: MessagePort = Reflect.get(window, "heldPorts")[calls.at];
  const answers: Record<string, { status: number; text: string }[]> = {};
  const waiting = new Map<string, (text: string) => void>();
  port.addEventListener("message", ({ data }) => {
    const { i } = JSON.parse(data);
    waiting.get(i)?.(data);
  });
  for (const path of calls.paths)
    for (const [index, input] of calls.inputs.entries()) {
      const id = `junk-${path}-${index}-${calls.at}`;
      const text = await new Promise<string>((resolve) => {
        waiting.set(id, resolve);
        setTimeout(resolve, 30_000, '{"p":{"s":0}}');
        port.postMessage(`{"i":${JSON.stringify(id)},"p":{"u":"${path}","b":{"json":${input}}}}`);
      });
      const status: number = JSON.parse(text).p?.s ?? 200;
      (answers[path] ??= []).push({ status, text: text.slice(0, 300) });
    }
  return answers;
}
