import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommitmentAnswer, CommitmentQuery } from "#core/commitment/commitment.ts";
import { commitmentsQuestion } from "#core/commitment/in-place/table-facts.ts";
import { GRANULARITIES } from "#core/time/period.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import { type AthenaParity, openAthenaParity } from "../cost/testing/athena-parity.fixture.ts";
import { answerCommitments } from "./query-commitments.ts";

const RANGE = { from: "2026-09-10", to: "2026-11-01" };
const WHOLE = { range: RANGE, filters: [] };

describe.each(["legacy", "cur2", "focus"] as const)("commitments in Athena's dialect over %s", (format) => {
  let parity: AthenaParity;
  beforeAll(async () => void (parity = await openAthenaParity(format, RANGE)), 120_000);
  afterAll(() => parity.close());

  async function answered(
    part: Partial<CommitmentQuery>,
    isHere: (period: string) => boolean,
  ): Promise<CommitmentAnswer> {
    const { database, directory } = parity.workspace;
    const all = await parity.ask(commitmentsQuestion(WHOLE));
    const away = {
      periods: all.periods.filter(({ billingPeriod }) => !isHere(billingPeriod)),
      rows: all.rows.filter(([period]) => !isHere(period ?? "")),
    };
    const query = { range: RANGE, granularity: "day", currency: null, arn: null, ...part } as const;
    return database.read(async (connection) => {
      const here = (await listDeliveries(connection)).filter(({ billingPeriod }) => isHere(billingPeriod));
      return answerCommitments(connection, directory, here, query, away);
    });
  }

  const questions: readonly Partial<CommitmentQuery>[] = [
    ...GRANULARITIES.filter((granularity) => granularity !== "hour").map((granularity) => ({ granularity })),
    { granularity: "month", byMonth: true },
    { granularity: "total", range: { from: "2026-10-05", to: "2026-10-20" } },
    { granularity: "total", range: { from: "2026-09-05", to: "2026-09-20" } },
    { granularity: "total", currency: "EUR" },
  ];

  test.each(questions)("here, in AWS, and one month of each tell the same of %o", async (part) => {
    const here = await answered(part, () => true);
    if (part.currency === undefined) expect(here.commitments.length).toBeGreaterThan(2);
    expect(await answered(part, () => false)).toEqual(here);
    expect(await answered(part, (period) => period === "2026-10")).toEqual(here);
    expect(await answered(part, (period) => period === "2026-09")).toEqual(here);
  });

  test("one commitment alone", async () => {
    const { commitments } = await answered({ granularity: "month" }, () => true);
    for (const { arn } of commitments.slice(0, 3))
      expect(await answered({ arn, byMonth: true }, () => false)).toEqual(
        await answered({ arn, byMonth: true }, () => true),
      );
  });

  test("each period is a statement of its own that names the table once, and no range changes it", () => {
    const { asks } = commitmentsQuestion(WHOLE).plan(parity.table, parity.surveys);
    expect(asks.map(({ periods }) => periods)).toEqual([["2026-09"], ["2026-10"]]);
    for (const { statement } of asks) expect(statement.text.split(`"${parity.table.table}"`)).toHaveLength(2);
    const other = { range: { from: "2026-10-03", to: "2026-10-04" }, filters: [] };
    const october = parity.surveys.filter(({ billingPeriod }) => billingPeriod === "2026-10");
    expect(commitmentsQuestion(other).plan(parity.table, october).asks).toEqual(asks.slice(1));
  });
});
