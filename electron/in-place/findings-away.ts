import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Delivery } from "#core/delivery/delivery.ts";
import type { FindingsAway, FindingsQuery } from "#core/finding/findings-query.ts";
import { sumsQuestion } from "#core/finding/in-place/sums-question.ts";
import { focusMonths, lookedThrough, onlyCurrency } from "#core/finding/looked-through.ts";
import { FINDING_RULES } from "#core/finding/registry.ts";
import { fail } from "#core/result/failure.ts";
import { wholeMonths } from "#core/time/period.ts";
import { writeDurably } from "../disk/durable.ts";
import type { EngineClient } from "../transport/client.ts";
import { askedAs, askEach, type Divisible } from "./join-places.ts";
import { ANSWERS_FOLDER } from "./kept-answers.ts";
import { piecesAway, type WorkAway } from "./work-away.ts";

/**
 * Waste and risks that the bills of months in AWS tell. Athena sums the line items once for all rules; the engine runs them over
 * the sums. Months before are not asked for: rules that look back on them say so.
 */
export function findingsAway(query: FindingsQuery): WorkAway<Divisible, FindingsAway> {
  const range = wholeMonths(query.range);
  return {
    pieces: (opened) => piecesAway({ range, filters: [] }, opened),
    question: sumsQuestion,
    async answer(pieces, { engine, asking, directory }) {
      const asked = pieces.map(askedAs((own: Divisible) => sumsQuestion(own)));
      const { answers, ...read } = await askEach(asked, asking);
      const deliveries = answers.flatMap((sums) => sums.deliveries);
      const lines = answers.flatMap(({ rows }) => rows.map((row) => JSON.stringify(row)));
      const value = await lookThrough(query, deliveries, lines.join("\n"), {
        engine,
        directory,
        signal: asking.signal,
      });
      return { ...read, value };
    },
  };
}

type Place = {
  readonly engine: EngineClient;
  readonly directory: string;
  readonly signal: AbortSignal;
};

/** The same sums and assumptions are looked through once while the engine keeps what was found. */
async function lookThrough(
  query: FindingsQuery,
  deliveries: readonly Delivery[],
  sums: string,
  { engine, directory, signal }: Place,
): Promise<FindingsAway> {
  if (deliveries.length === 0) fail("query.no_data", {}, "user");
  const range = wholeMonths(query.range);
  const { assumptions } = query;
  const currencies = deliveries.flatMap(({ totals }) => Object.keys(totals));
  const currency = onlyCurrency(currencies, query.currency);
  const run = createHash("sha256")
    .update(JSON.stringify([range, currency, assumptions]))
    .update(sums)
    .digest("hex");
  const list = () => engine.findings.list({ ...query, run });
  const known = await list();
  if (known !== null) return { run, answer: known };
  const file = `${ANSWERS_FOLDER}/${run}.ndjson`;
  await writeDurably(join(directory, file), sums);
  try {
    const bills = { range, asked: deliveries, looked: deliveries, currency, rules: FINDING_RULES };
    const about = { ...lookedThrough(bills), focusMonths: focusMonths(deliveries) };
    await engine.findings.runAway({ ...about, range, assumptions, run, file }, { signal });
  } finally {
    await rm(join(directory, file), { force: true });
  }
  return { run, answer: (await list()) ?? fail("findings.not_kept", {}) };
}
