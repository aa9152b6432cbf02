import { describe, expect, test } from "vitest";
import { findingFact } from "./finding-fact.fixture.ts";
import { STAGES, type Stage } from "./finding.ts";
import { withoutOverlaps, type FindingFact, type FoundItem } from "./overlap.ts";

const ONE = 10n ** 18n;

function fact(id: number, cost: bigint, resource = `r${id}`): FindingFact {
  return findingFact(id, resource, cost);
}

function item(facts: readonly FindingFact[], saving: bigint | null): FoundItem {
  const cost = facts.reduce((sum, one) => sum + one.cost, 0n);
  return { month: "2026-10", key: "k", facts, cost, saving, filters: [], besides: 0 };
}

const at = (stage: Stage, ...items: readonly FoundItem[]) => ({ stage, items });

describe("savings without overlaps", () => {
  test("what is deleted leaves nothing to schedule, modernise or commit", () => {
    const cost = fact(1, 100n * ONE);
    const [idle, schedule, commit] = [
      item([cost], 100n * ONE),
      item([cost], 64n * ONE),
      item([cost], 20n * ONE),
    ];
    const kept = withoutOverlaps([at("commit", commit), at("schedule", schedule), at("idle", idle)]);
    expect([kept.get(idle), kept.get(schedule) ?? 0n, kept.get(commit) ?? 0n]).toEqual([100n * ONE, 0n, 0n]);
  });

  test("a later stage takes its part of what is left", () => {
    const cost = fact(1, 100n * ONE);
    const [schedule, modernise] = [item([cost], 60n * ONE), item([cost], 20n * ONE)];
    const kept = withoutOverlaps([at("modernise", modernise), at("schedule", schedule)]);
    expect(kept.get(modernise)).toBe(8n * ONE);
  });

  test("of two in one stage the larger stays", () => {
    const cost = fact(1, 100n * ONE);
    const [small, large] = [item([cost], 5n * ONE), item([cost], 20n * ONE)];
    const kept = withoutOverlaps([at("modernise", small), at("modernise", large)]);
    expect([kept.get(small) ?? 0n, kept.get(large)]).toEqual([0n, 20n * ONE]);
  });

  test("changes to different costs of one resource both stay", () => {
    const [storage, hours] = [fact(1, 50n * ONE, "db"), fact(2, 100n * ONE, "db")];
    const [gp3, graviton] = [item([storage], 10n * ONE), item([hours], 20n * ONE)];
    const kept = withoutOverlaps([at("modernise", gp3, graviton)]);
    expect([kept.get(gp3), kept.get(graviton)]).toEqual([10n * ONE, 20n * ONE]);
  });

  test("a saving over several costs is theirs in proportion, to the last digit", () => {
    const facts = [fact(1, 1n), fact(2, 1n), fact(3, 1n)];
    const one = item(facts, 2n);
    expect(withoutOverlaps([at("idle", one)]).get(one)).toBe(2n);
  });

  test("nothing is saved where the bill cannot tell, and never more than was charged", () => {
    const cost = fact(1, 10n);
    const [unknown, tooMuch] = [item([cost], null), item([cost], 25n)];
    const kept = withoutOverlaps([at("review", unknown), at("commit", tooMuch)]);
    expect([kept.get(unknown), kept.get(tooMuch)]).toEqual([undefined, 10n]);
  });

  test("whatever overlaps: no resource saves more than it costs, and no finding more than alone", () => {
    const random = generator(20_261_125);
    for (let round = 0; round < 400; round += 1) {
      const facts = Array.from({ length: 1 + random(12) }, (_, id) =>
        fact(
          id,
          BigInt(random(1_000_000_000)) * BigInt(1 + random(1_000)) - BigInt(random(50)),
          `r${random(4)}`,
        ),
      );
      const rules = Array.from({ length: 1 + random(8) }, () => ({
        stage: STAGES[random(STAGES.length)] ?? "idle",
        items: Array.from({ length: random(6) }, () => {
          const own = facts.filter(() => random(3) === 0);
          const cost = own.reduce((sum, one) => sum + one.cost, 0n);
          return item(own, random(8) === 0 ? null : (cost * BigInt(random(130))) / 100n);
        }),
      }));
      const kept = withoutOverlaps(rules);
      for (const one of rules.flatMap(({ items }) => items)) {
        const saved = kept.get(one) ?? 0n;
        expect(saved >= 0n && saved <= (one.saving === null || one.saving < 0n ? 0n : one.saving)).toBe(true);
      }
      const byResource = new Map<string, bigint>();
      for (const { traits, cost } of facts) {
        const resource = traits.resourceId ?? "";
        byResource.set(resource, (byResource.get(resource) ?? 0n) + (cost > 0n ? cost : 0n));
      }
      const whole = [...byResource.values()].reduce((sum, cost) => sum + cost, 0n);
      const total = [...kept.values()].reduce((sum, saved) => sum + saved, 0n);
      expect(total <= whole).toBe(true);
      for (const [resource, cost] of byResource) {
        const only = rules.map(({ stage, items }) => ({
          stage,
          items: items.filter(({ facts: own }) => own.every(({ traits }) => traits.resourceId === resource)),
        }));
        const saved = [...withoutOverlaps(only).values()].reduce((sum, each) => sum + each, 0n);
        expect(saved <= cost).toBe(true);
      }
    }
  });
});

/** Whole numbers below a bound, the same at every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
