import { describe, expect, it } from "vitest";
import { scaledOf, sum } from "../money/decimal.ts";
import { addDays } from "../time/period.ts";
import { commitmentLedger, type CommitmentRecord, type CommitmentSums } from "./commitment-ledger.ts";
import { closedOptions, createWorld, type WorldOptions } from "./world.ts";

const YEAR: WorldOptions = { ...closedOptions("2026-10", 13), rows: 40_000 };
const world = createWorld(YEAR);
const { commitments, eligible } = commitmentLedger(world);
const lastDay = "2026-10-31";

function months(record: CommitmentRecord): readonly CommitmentSums[] {
  return Object.values(record.byPeriod);
}

function usedShare({ used, commitment }: CommitmentSums): number {
  return Number(used) / Number(commitment);
}

describe("what the company commits to", () => {
  it("is of every kind, and of every way to pay", () => {
    const plans = commitments.filter(({ kind }) => kind !== "ReservedInstance");
    expect(new Set(plans.map(({ kind }) => kind)).size).toBe(3);
    expect(new Set(plans.map(({ paymentOption }) => paymentOption)).size).toBe(3);
    const reservations = commitments.filter(({ kind }) => kind === "ReservedInstance");
    expect(new Set(reservations.map(({ paymentOption }) => paymentOption)).size).toBe(3);
    const services = new Set(reservations.map(({ service }) => service));
    expect(services).toContain("AmazonRDS");
    expect(services.size).toBeGreaterThanOrEqual(4);
    const ofDatabases = reservations.filter(({ service }) => service === "AmazonRDS");
    expect(ofDatabases.map(({ paymentOption }) => paymentOption)).toContain("Partial Upfront");
  });

  it("ends in the months shown, soon and later", () => {
    const ends = (kind: RegExp, from: string, to: string) =>
      commitments.filter(
        (term) => kind.test(term.kind) && !term.isReturned && term.end >= from && term.end < to,
      );
    expect(ends(/Reserved/, "2025-10-01", "2026-10-31")).not.toEqual([]);
    expect(ends(/Reserved/, lastDay, addDays(lastDay, 90))).not.toEqual([]);
    expect(ends(/SavingsPlans/, lastDay, addDays(lastDay, 90))).not.toEqual([]);
    expect(ends(/SavingsPlans/, addDays(lastDay, 90), "2099")).not.toEqual([]);
  });

  it("is used, some of it not wholly, and some by accounts that do not pay", () => {
    const kept = commitments.filter(({ isReturned }) => !isReturned);
    for (const record of kept)
      expect([record.arn, months(record).every((month) => usedShare(month) > 0.3)]).toEqual([
        record.arn,
        true,
      ]);
    const underUsed = kept.filter((record) => Math.min(...months(record).map(usedShare)) < 0.95);
    expect(underUsed.some(({ kind }) => kind === "ReservedInstance")).toBe(true);
    expect(underUsed.some(({ kind }) => kind !== "ReservedInstance")).toBe(true);
    const foreign = kept.filter((record) =>
      months(record).some(({ byConsumer }) =>
        Object.keys(byConsumer).some((account) => account !== record.owner),
      ),
    );
    expect(new Set(foreign.map(({ owner }) => owner)).size).toBeGreaterThanOrEqual(3);
  });

  it("gives one plan back: paid, refunded, never used", () => {
    const [returned, ...others] = commitments.filter(({ isReturned }) => isReturned);
    expect(others).toEqual([]);
    const [month, ...later] = returned === undefined ? [] : months(returned);
    expect(later).toEqual([]);
    expect(month).toMatchObject({ upfrontPaid: returned?.upfrontFee, upfrontRefunded: returned?.upfrontFee });
    expect(month?.commitment).toBe("0.0000000000");
  });
});

describe("every month of a commitment", () => {
  it("is used or unused, and nothing else", () => {
    for (const record of commitments)
      for (const [period, month] of Object.entries(record.byPeriod)) {
        const { commitment, used, unused, recurring, amortizedUpfront } = month;
        expect([record.arn, period, scaledOf(used) + scaledOf(unused)]).toEqual([
          record.arn,
          period,
          scaledOf(commitment),
        ]);
        expect(scaledOf(recurring) + scaledOf(amortizedUpfront)).toBe(scaledOf(commitment));
        const consumed = Object.values(month.byConsumer).map((consumer) => consumer.used);
        expect(scaledOf(sum(consumed))).toBe(scaledOf(used));
      }
  });

  it("saves on list prices when it is used", () => {
    const gross = commitments
      .flatMap(months)
      .map(({ onDemandEquivalent, used }) => Number(onDemandEquivalent) - Number(used));
    expect(gross.every((saving) => saving >= 0)).toBe(true);
    expect(gross.some((saving) => saving > 0)).toBe(true);
  });
});

it("knows what plans could have covered", () => {
  const october = eligible["2026-10"];
  const covered = commitments
    .filter(({ kind }) => kind === "SageMakerSavingsPlans")
    .map(({ byPeriod }) => byPeriod["2026-10"]?.onDemandEquivalent ?? "0.0");
  expect(scaledOf(october?.sageMaker.coveredByPlans ?? "0.0")).toBe(scaledOf(sum(covered)));
  expect(Number(october?.compute.onDemand)).toBeGreaterThan(0);
});

it("has the fees and no use of a month alone, when only that is asked for", () => {
  const [month] = world.months.slice(-1);
  const ofMonth = commitmentLedger(world, month === undefined ? [] : [month]);
  const whole = commitments.map(({ arn, byPeriod }) => [arn, byPeriod["2026-10"]]);
  expect(ofMonth.commitments.map(({ arn, byPeriod }) => [arn, byPeriod["2026-10"]])).toEqual(whole);
});
