import { expect, test } from "vitest";
import { ratio } from "../money/decimal.ts";
import type { ContainerCost, Reconciliation } from "./container.ts";
import { instanceShares } from "./instance-shares.ts";

const month = (instances: string, split: string, unused: string, difference: string): Reconciliation => ({
  billingPeriod: "2026-06",
  bill: "100.0",
  instances,
  split,
  unused,
  difference,
  fargate: "5.0",
  whole: "0.0",
  rest: "0.0",
  leftOver: "0.0",
  hours: 1,
  hoursApart: 0,
  hoursMissing: 0,
});
const cost = (used: string | null): ContainerCost => ({
  cost: "85.0",
  split: "60.0",
  unused: "20.0",
  fargate: "5.0",
  resources: [
    {
      resource: "cpu",
      split: "60.0",
      unused: "20.0",
      fargate: "0.0",
      reserved: "4.0",
      used,
      allocated: used === null ? null : "4.0",
    },
  ],
  lineItems: 1,
});
const MONTHS = [month("50.0", "40.0", "10.0", "0.0"), month("31.0", "20.0", "10.0", "1.0")];

test("the instances of all months are used, reserved and left, unused, or given to nobody", () => {
  const shares = instanceShares({
    reconciliation: MONTHS,
    total: { ...cost("3.0"), before: null, trend: [] },
  });
  expect(shares).toMatchObject({
    split: ratio("60.0", "81.0"),
    used: ratio("45.0", "81.0"),
    idle: ratio("15.0", "81.0"),
    unused: ratio("20.0", "81.0"),
  });
  expect([Number(shares.instances), Number(shares.rest)]).toEqual([81, 1]);
});

test("where nothing tells what was used only what was taken is known", () => {
  const shares = instanceShares({
    reconciliation: MONTHS,
    total: { ...cost(null), before: null, trend: [] },
  });
  expect(shares).toMatchObject({ split: ratio("60.0", "81.0"), used: null, idle: null });
});

test("without shared instances there are no shares", () => {
  const shares = instanceShares({ reconciliation: [], total: { ...cost(null), before: null, trend: [] } });
  expect(shares).toMatchObject({ split: null, used: null, unused: null, rest: null });
});
