import { MessageChannel, type MessagePort } from "node:worker_threads";
import { implement } from "@orpc/server";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { procedure } from "#core/contract/schema/common.ts";
import { fail } from "#core/result/failure.ts";
import { failureOf } from "./failure-of.ts";
import { createServer, type ReportBug } from "./serve.ts";

const contract = {
  divide: procedure.input(z.object({ by: z.number() })).output(z.number()),
};
const open: MessageChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of open.splice(0)) [port1, port2].forEach((port) => port.close());
});

function connect(reportBug: ReportBug): ContractRouterClient<typeof contract> {
  const port = serveAt(reportBug);
  return createORPCClient(new RPCLink({ port }));
}

function serveAt(reportBug: ReportBug): MessagePort {
  const router = implement(contract).router({
    divide: implement(contract).divide.handler(({ input }) => {
      if (input.by === 0) fail("query.invalid", { at: "by", problem: "zero" });
      if (input.by < 0) throw new TypeError("a bug with a secret in it");
      return 12 / input.by;
    }),
  });
  const channel = new MessageChannel();
  open.push(channel);
  createServer(router, reportBug).serve(channel.port1);
  channel.port2.start();
  return channel.port2;
}

test("answers cross the port", async () => {
  const client = connect(() => expect.unreachable());
  expect(await client.divide({ by: 3 })).toBe(4);
});

test("an expected failure arrives as the same value", async () => {
  const client = connect(() => expect.unreachable());
  const error = await client.divide({ by: 0 }).catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toEqual({
    code: "query.invalid",
    params: { at: "by", problem: "zero" },
    retry: "user",
  });
});

test("a bug is reported with its error and arrives as a number only", async () => {
  const bugs: Parameters<ReportBug>[0][] = [];
  const client = connect((bug) => bugs.push(bug));
  const error = await client.divide({ by: -1 }).catch((thrown: unknown) => thrown);
  expect(bugs).toMatchObject([{ procedure: "divide", error: { message: "a bug with a secret in it" } }]);
  expect(failureOf(error)).toMatchObject({
    code: "internal",
    params: { correlationId: bugs[0]?.correlationId },
  });
  expect(JSON.stringify(failureOf(error))).not.toContain("secret");
});

test("input that breaks the contract is refused before the handler", async () => {
  const client = connect(() => expect.unreachable());
  // @ts-expect-error a page that has been tampered with may send anything
  await expect(client.divide({ by: "3" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test.each<readonly [string, unknown]>([
  ["nothing", null],
  ["an object, which a call never is", { i: "1", p: { u: "/divide", b: { json: { by: 3 } } } }],
  ["bytes", new Uint8Array([255, 0, 255])],
  ["text that is no JSON", "{"],
  ["a call without a body", '{"i":"1"}'],
  ["a call of another address", '{"i":"1","p":{"u":"https://example.com/divide","b":{"json":{"by":3}}}}'],
  ["a path that climbs", '{"i":"1","p":{"u":"/../divide","b":{"json":{"by":3}}}}'],
  ["a stream of input", '{"i":"1","t":3,"p":{"e":"message","d":{}}}'],
  ["no number of a call", '{"p":{"u":"/divide","b":{"json":{"by":3}}}}'],
  ["very deep JSON", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
])("%s is not taken for a call, and the next one is answered", async (_name, message) => {
  const port = serveAt(() => expect.unreachable());
  port.postMessage(message);
  const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port }));
  expect(await client.divide({ by: 3 })).toBe(4);
});

test("what a call says of files, forms and prototypes is not listened to", async () => {
  const port = serveAt(() => expect.unreachable());
  const answers: unknown[] = [];
  port.on("message", (message) => answers.push(message));
  const body = '{"json":{"by":3,"__proto__":{"polluted":1}},"meta":[[0,"__proto__","polluted"]]}';
  const headers = '{"content-disposition":"form-data; filename=x","content-type":"multipart/form-data"}';
  port.postMessage(`{"i":"a","p":{"u":"/divide","h":${headers},"b":${body}}}`);
  await expect.poll(() => answers.length).toBe(1);
  expect("polluted" in {}).toBe(false);
});
