import { type Decimal, ratio, subtract, sum } from "../money/decimal.ts";
import type { ContainerAnswer } from "./container.ts";
import { efficiencyOf } from "./efficiency.ts";

/** What becomes of the instances that containers share; shares are of what these cost in the hours they were shared. */
export type InstanceShares = {
  /** `split = used + idle + unused` and `rest` are what the instances cost. */
  readonly instances: Decimal;
  /** Taken by containers: the larger of what each reserved and used. */
  readonly split: number | null;
  /** Of it used, and reserved and left; null where nothing tells what was used. */
  readonly used: number | null;
  readonly idle: number | null;
  /** Neither reserved nor used by anybody. */
  readonly unused: number | null;
  /** What no container got, in money: rounding, or hours without rows. */
  readonly rest: Decimal | null;
};

/** Over all months of an answer. */
export function instanceShares({
  reconciliation,
  total,
}: Pick<ContainerAnswer, "reconciliation" | "total">): InstanceShares {
  const over = (pick: (month: ContainerAnswer["reconciliation"][number]) => Decimal): Decimal =>
    sum(reconciliation.map(pick));
  const instances = over((month) => month.instances);
  const split = over((month) => month.split);
  const { idle } = efficiencyOf(total);
  return {
    instances,
    split: ratio(split, instances),
    used: idle === null ? null : ratio(subtract(split, idle), instances),
    idle: idle === null ? null : ratio(idle, instances),
    unused: ratio(
      over(({ unused }) => unused),
      instances,
    ),
    rest: reconciliation.length === 0 ? null : over(({ difference }) => difference),
  };
}
