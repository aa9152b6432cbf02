import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { currencyRates } from "#core/contract/schema/currency.ts";
import type { CurrencyRate } from "#core/currency/rate.ts";
import { readRates } from "#core/currency/read-rates.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage.ts";

const KEPT = z.object({ version: z.literal(1), currencyRates: z.array(currencyRates) });

/** What `--in` and `--rates` ask for; null without `--in`. */
export type RatesOption = { readonly to: string; readonly rates: readonly CurrencyRate[] };

/** Reads the rates of a CSV file, or those kept with the workspace where no file is named. */
export async function ratesOption(
  values: { readonly in?: string | undefined; readonly rates?: string | undefined },
  workspace: string,
  terminal: Terminal,
): Promise<RatesOption | null> {
  const to = values.in?.toUpperCase();
  if (to === undefined) {
    if (values.rates !== undefined) throw new UsageError("--rates needs --in and a currency");
    return null;
  }
  if (!/^[A-Z]{3}$/.test(to))
    throw new UsageError(`--in must be a currency code of three letters, not "${values.in}"`);
  const rates =
    values.rates === undefined
      ? await keptRates(resolve(terminal.directory, workspace))
      : await ratesOf(values.rates, terminal);
  return { to, rates };
}

async function ratesOf(path: string, terminal: Terminal): Promise<readonly CurrencyRate[]> {
  const text = await readFile(resolve(terminal.directory, path), "utf8").catch(() => null);
  if (text === null) throw new UsageError(`the rates ${path} cannot be read`);
  const { rates, problems } = readRates(text);
  const [first] = problems;
  if (first !== undefined) throw new UsageError(`${path} line ${first.line}: ${first.problem}`);
  return rates;
}

async function keptRates(workspace: string): Promise<readonly CurrencyRate[]> {
  const text = await readFile(join(workspace, "currencyRates.json"), "utf8").catch(() => null);
  if (text === null) throw new UsageError("the workspace keeps no rates; name a file with --rates");
  const kept = KEPT.safeParse(jsonOf(text));
  if (!kept.success) throw new UsageError("the rates kept with the workspace cannot be read");
  return kept.data.currencyRates[0]?.rates ?? [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
