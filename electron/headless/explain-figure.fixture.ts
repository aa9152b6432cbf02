import { expect } from "vitest";
import { z } from "zod";
import { cloudspend } from "./cloudspend.fixture.ts";

const value = z.union([
  z.object({ kind: z.enum(["money", "quantity"]), amount: z.string() }),
  z.object({ kind: z.literal("ratio"), ratio: z.number() }),
]);
const figure = z.object({
  value,
  formula: z.object({ symbols: z.string(), words: z.string() }),
  terms: z.array(z.object({ symbol: z.string(), name: z.string(), value })),
});
const base = z.object({
  total: z.string(),
  lineItems: z.number(),
  recomputed: z.object({ total: z.string(), isEqual: z.boolean() }),
});
const explained = z.object({ figure, base: base.nullable() });

export type ToldFigure = z.infer<typeof figure>;

/** A figure of the workspace `ws` in the folder, as `--json` tells it. */
export async function tellFigure(directory: string, ...args: readonly string[]) {
  return explained.parse(JSON.parse(await told(directory, args)));
}

/** Costs and nothing more, likewise. */
export async function tellCosts(directory: string, ...args: readonly string[]) {
  return z.object({ figure: z.null(), base }).parse(JSON.parse(await told(directory, args))).base;
}

async function told(directory: string, args: readonly string[]): Promise<string> {
  const { code, out, err } = await cloudspend(["explain", ...args, "--workspace", "ws", "--json"], {
    directory,
  });
  expect([code, err]).toEqual([0, ""]);
  return out;
}

/** The terms of its formula by symbol. */
export function amounts({ terms }: ToldFigure): Readonly<Record<string, string>> {
  return Object.fromEntries(
    terms.map((term) => [term.symbol, "amount" in term.value ? term.value.amount : "no amount"]),
  );
}

export function amountOf({ value: of }: ToldFigure): string {
  return "amount" in of ? of.amount : "no amount";
}
