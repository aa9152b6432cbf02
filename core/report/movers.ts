import type { CostAnswer } from "../cost/query/cost-query.ts";
import { compare, subtract, type Decimal } from "../money/decimal.ts";
import { keyId } from "./cost-table.ts";

/** A group whose cost differs between two ranges. */
export type Mover = {
  readonly id: string;
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
  readonly now: Decimal;
  readonly before: Decimal;
  readonly change: Decimal;
};

export type Movers = { readonly up: readonly Mover[]; readonly down: readonly Mover[] };

const ZERO: Decimal = "0.0000000000";

/**
 * The groups that rose and fell most, by amount. Both answers must list all their groups: a group missing in a
 * complete answer cost nothing then.
 */
export function movers(now: CostAnswer, before: CostAnswer, limit: number): Movers {
  const past = new Map(before.groups.map((group) => [keyId(group.key), group]));
  const present = new Map(now.groups.map((group) => [keyId(group.key), group]));
  const moved = [...new Map([...past, ...present])].flatMap(([id, { key, labels }]) => {
    const amounts = { now: amountIn(present, id), before: amountIn(past, id) };
    if (amounts.now === null || amounts.before === null) return [];
    const change = subtract(amounts.now, amounts.before);
    return [{ id, key, labels, now: amounts.now, before: amounts.before, change }];
  });
  const ranked = moved.sort((a, b) => compare(b.change, a.change));
  return {
    up: ranked.filter((mover) => compare(mover.change, ZERO) > 0).slice(0, limit),
    down: ranked
      .filter((mover) => compare(mover.change, ZERO) < 0)
      .reverse()
      .slice(0, limit),
  };
}

/** Null where the group is there but its total is not known. */
function amountIn(
  groups: ReadonlyMap<string, { readonly total: Decimal | null }>,
  id: string,
): Decimal | null {
  const group = groups.get(id);
  return group === undefined ? ZERO : group.total;
}
