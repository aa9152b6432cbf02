import type { Traits, KeptBy } from "./exact-filters.ts";
import { STAGES, type Stage } from "./finding.ts";

/** A cost that savings may be taken from: what one resource was charged for one kind of usage in one month. */
export type FindingFact = {
  readonly id: number;
  readonly traits: Traits;
  readonly cost: bigint;
  readonly lineItems: number;
};

/** One thing a rule has found in one month. */
export type FoundItem = KeptBy & {
  readonly month: string;
  readonly key: string;
  readonly facts: readonly FindingFact[];
  /** What was charged for it, or what is at stake where that is another amount. */
  readonly cost: bigint;
  /** What changing it alone would save; null where the bill cannot tell. */
  readonly saving: bigint | null;
};

export type StagedItems = { readonly stage: Stage; readonly items: readonly FoundItem[] };

type Claim = { readonly of: FoundItem; readonly saving: bigint };

/**
 * What each item saves when all are done, so that their sum never counts a cost twice. Stage by stage, every item claims its part of
 * each of its facts; of the claims on one fact the largest of a stage stays, cut to what the stages before have left of the fact.
 */
export function withoutOverlaps(rules: readonly StagedItems[]): ReadonlyMap<FoundItem, bigint> {
  const kept = new Map<FoundItem, bigint>();
  const left = new Map<FindingFact, bigint>();
  for (const stage of STAGES) {
    const claims = new Map<FindingFact, Claim>();
    for (const { items } of rules.filter((rule) => rule.stage === stage))
      for (const item of items) claim(item, claims);
    for (const [fact, { of, saving }] of claims) {
      const remaining = left.get(fact) ?? fact.cost;
      const effective = fact.cost === 0n ? 0n : (saving * remaining) / fact.cost;
      left.set(fact, remaining - effective);
      kept.set(of, (kept.get(of) ?? 0n) + effective);
    }
  }
  return kept;
}

function claim(item: FoundItem, claims: Map<FindingFact, Claim>): void {
  if (item.saving === null) return;
  for (const [fact, saving] of parts(item.facts, item.saving)) {
    const held = claims.get(fact);
    if (held === undefined || saving > held.saving) claims.set(fact, { of: item, saving });
  }
}

/** The saving over its facts in proportion to their cost; the parts sum to it, and none is more than its fact costs. */
function parts(facts: readonly FindingFact[], saving: bigint): readonly (readonly [FindingFact, bigint])[] {
  const charged = facts.filter(({ cost }) => cost > 0n);
  const total = charged.reduce((sum, { cost }) => sum + cost, 0n);
  if (total === 0n || saving <= 0n) return [];
  const whole = saving < total ? saving : total;
  let reached = 0n;
  let given = 0n;
  return charged.map((fact) => {
    reached += fact.cost;
    const upTo = (whole * reached) / total;
    const part = upTo - given;
    given = upTo;
    return [fact, part];
  });
}
