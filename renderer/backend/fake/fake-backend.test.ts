import { expect, test } from "vitest";
import { sum } from "#core/money/decimal.ts";
import { failureOf } from "../failure-of.ts";
import { createFakeBackend } from "./fake-backend.ts";

const OCTOBER = { from: "2026-10-01", to: "2026-10-21" };

test("groups and buckets add up to the total", async () => {
  const { engine } = createFakeBackend();
  const answer = await engine.cost.query({
    metric: "unblended",
    granularity: "day",
    range: OCTOBER,
    groupBy: ["service"],
    filters: [],
    currency: null,
    top: 5,
  });
  const groups = answer.groups.map(({ total }) => total ?? "0.0");
  expect(sum([...groups, answer.other?.total ?? "0.0"])).toBe(answer.total);
  expect(sum(answer.values.map((value) => value ?? "0.0"))).toBe(answer.total);
  expect(answer.buckets).toHaveLength(20);
});

test("every question about facts has an answer the contract accepts", async () => {
  const { engine, host } = createFakeBackend();
  const [schema, periods, quality, columns, proposal] = await Promise.all([
    engine.workspace.schema(),
    engine.periods.list(),
    engine.quality.list(),
    engine.lineItems.columns(),
    engine.imports.inspect({ paths: ["/x"] }),
  ]);
  expect(schema.currencies).toEqual(["USD"]);
  expect(quality.map(({ deliveryId }) => deliveryId)).toEqual(periods.map(({ deliveryId }) => deliveryId));
  expect(columns.length).toBeGreaterThan(10);
  expect(proposal.candidates.length).toBeGreaterThan(1);
  expect((await host.workspaces.list()).length).toBe(3);
});

test("expected failures arrive as failures, bugs as internal", async () => {
  const { engine } = createFakeBackend({ scene: "failing" });
  const error: unknown = await engine.periods.list().catch((thrown: unknown) => thrown);
  expect(failureOf(error).code).toBe("workspace.damaged");
  expect(failureOf(new TypeError("x")).code).toBe("internal");
});
