import { describe, expect, test } from "vitest";
import {
  CONTAINER_MEASURES,
  type ContainerFigure,
  type FigureValue,
  substituted,
} from "../../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../../cost/explain/plain-names.fixture.ts";
import { containerCost, containerTree, type WorkloadFact } from "../container-tree.ts";
import type { ContainerAnswer, ContainerNode, WorkloadKey } from "../container.ts";
import { containerFigure, sharedInstances } from "./container-figure.ts";

const UNIT = 10n ** 18n;
const RANGE = { from: "2026-06-01", to: "2026-07-01" };
const BEFORE = { from: "2026-05-01", to: "2026-06-01" };
const API: WorkloadKey = {
  platform: "EKS",
  account: "1",
  region: "eu-west-1",
  cluster: "prod",
  namespace: "shop",
  workload: "api",
};

function fact(more: Partial<WorkloadFact>): WorkloadFact {
  return {
    ...API,
    resource: "cpu",
    isFargate: false,
    workloadType: null,
    isTagged: true,
    own: 0n,
    unused: 0n,
    reserved: null,
    used: null,
    allocated: null,
    lineItems: 1,
    ...more,
  };
}

const hours = (reserved: bigint, used: bigint, allocated: bigint): Partial<WorkloadFact> => ({
  reserved: reserved * UNIT,
  used: used * UNIT,
  allocated: allocated * UNIT,
});

const FACTS = [
  fact({ own: 8n * UNIT, unused: 2n * UNIT, ...hours(4n, 1n, 4n) }),
  fact({ resource: "memory", own: 3n * UNIT, unused: 1n * UNIT, ...hours(10n, 12n, 12n) }),
  fact({ workload: "web", own: 6n * UNIT, unused: 0n, ...hours(3n, 3n, 3n) }),
  fact({ workload: "job", isFargate: true, own: 5n * UNIT, unused: null, reserved: 2n * UNIT }),
];
const ANSWER: ContainerAnswer = {
  currency: "USD",
  currencies: ["USD"],
  buckets: [],
  nodes: containerTree({
    now: FACTS,
    trend: [],
    before: [{ ...API, bucket: 0, amount: 7n * UNIT }],
    known: [],
    accountName: () => null,
  }),
  total: { ...containerCost(FACTS), before: "7.0", trend: [] },
  reconciliation: [
    {
      billingPeriod: "2026-06",
      bill: "100.0",
      instances: "20.5",
      split: "17.0",
      unused: "3.0",
      difference: "0.5",
      fargate: "5.0",
      whole: "4.0",
      rest: "70.5",
      leftOver: "0.0",
      hours: 48,
      hoursApart: 3,
      hoursMissing: 2,
    },
  ],
  missing: [],
  without: [],
  notApplied: [],
};

function nodeOf(name: string): ContainerNode {
  const found = ANSWER.nodes.find(({ kind, workload }) => kind === "workload" && workload === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function asked(
  measure: ContainerFigure["measure"],
  nodeId: string | null,
  resource: ContainerFigure["resource"] = null,
): ContainerFigure {
  const filters = [{ dimension: "region", mode: "include", values: ["eu-west-1"] }] as const;
  const of = { metric: "amortized", filters, before: BEFORE, range: RANGE, currency: null } as const;
  return { kind: "container", measure, nodeId, resource, ...of };
}

const write = (value: FigureValue): string => String(Number("amount" in value ? value.amount : value.ratio));

function told(question: ContainerFigure, shared: string | null = null) {
  const figure = containerFigure(question, ANSWER, shared, PLAIN_NAMES);
  if (figure === null) throw new Error(`nothing is told of ${question.measure}`);
  return { ...figure, put: `${substituted(figure, write)} = ${write(figure.value)}` };
}

describe("what a number of containers is worked out from", () => {
  const api = () => nodeOf("api").id;

  test.each([
    ["cost", "11 + 3 = 14"],
    ["share", "14 ÷ 25 = 0.56"],
    ["change", "(14 − 7) ÷ 7 = 1"],
    ["unusedShare", "3 ÷ 14 = 0.214285714285"],
    ["idle", "8 × (1 − 1 ÷ 4) + 3 × (1 − 12 ÷ 12) = 6"],
    ["idleShare", "6 ÷ 14 = 0.428571428571"],
    ["wasted", "3 + 6 = 9"],
    ["efficiency", "(11 − 6) ÷ (11 + 3) = 0.357142857142"],
  ] as const)("%s", (measure, put) => {
    expect(told(asked(measure, api())).put).toBe(put);
  });

  test.each([
    ["reserved", "4 = 4"],
    ["used", "1 = 1"],
    ["usedShare", "1 ÷ 4 = 0.25"],
    ["resourceCost", "8 + 0 = 8"],
  ] as const)("%s of one resource", (measure, put) => {
    expect(told(asked(measure, api(), "cpu")).put).toBe(put);
  });

  test.each([
    ["difference", "20.5 − 17 − 3 = 0.5"],
    ["hours", "48 = 48"],
    ["hoursAgreeing", "48 − 3 = 45"],
    ["hoursApart", "3 = 3"],
    ["hoursMissing", "2 = 2"],
  ] as const)("%s of the instances", (measure, put) => {
    const figure = told(asked(measure, null));
    expect(figure.put).toBe(put);
    expect(figure.base?.cell.containers).toEqual({ part: "instances", place: null });
    expect(containerFigure(asked(measure, api()), ANSWER, null, PLAIN_NAMES)).toBeNull();
  });

  test("Fargate is told where it is, and alone where nothing else is", () => {
    expect(told(asked("cost", null)).put).toBe("17 + 3 + 5 = 25");
    expect(told(asked("cost", nodeOf("job").id)).put).toBe("5 = 5");
    expect(told(asked("reserved", nodeOf("job").id, "cpu")).terms[0]?.columns).toBe("lineItem/UsageAmount");
    for (const measure of ["idle", "efficiency", "idleShare"] as const)
      expect(containerFigure(asked(measure, nodeOf("job").id), ANSWER, null, PLAIN_NAMES)).toBeNull();
  });

  test("what is idle is told resource by resource", () => {
    expect(told(asked("efficiency", api())).notes.slice(0, 2)).toEqual([
      "CPU in W: 8.0000000000 USD × (1 − 1 ÷ 4 vCPU hours).",
      "Memory in W: 3.0000000000 USD × (1 − 12 ÷ 12 GB hours).",
    ]);
  });

  test("every number in it is a question of its own, in the same place, days and filters", () => {
    const { terms, base } = told(asked("cost", api()));
    const place = { platform: "EKS", account: "1", region: "eu-west-1", cluster: "prod" };
    const scope = { namespace: "shop", workload: "api", ...place };
    expect(terms.map(({ of }) => of?.containers)).toEqual([
      { part: "split", place: scope },
      { part: "unused", place: scope },
    ]);
    expect(terms.map(({ columns }) => columns)).toEqual([
      "splitLineItem/SplitCost",
      "splitLineItem/UnusedCost",
    ]);
    expect(base?.cell).toMatchObject({
      range: RANGE,
      filters: [{ dimension: "region" }],
      containers: { part: "cost", place: scope },
    });
    expect(told(asked("change", api())).terms[1]?.of?.range).toEqual(BEFORE);
  });
});

describe("the tie to the instances", () => {
  test("is asked for where containers run on instances, and told in words", () => {
    const question = asked("cost", nodeOf("api").id);
    expect(sharedInstances(question, ANSWER)?.containers).toMatchObject({ part: "instances" });
    expect(sharedInstances(asked("idle", nodeOf("api").id), ANSWER)).toBeNull();
    expect(sharedInstances(asked("cost", nodeOf("job").id), ANSWER)).toBeNull();
    expect(told(question, "14.0").notes).toContain(
      "S + U is I to the last digit: nothing else ran on these instances.",
    );
    expect(told(question, "20.0").notes).toContain(
      "Of I, 6.0000000000 USD is not theirs: it went to what else ran there.",
    );
    expect(told(question, "13.5").notes.join(" ")).toContain("S + U is more than I by 0.5000000000 USD");
    expect(told(question, "20.0").terms.at(-1)).toMatchObject({ symbol: "I", value: { amount: "20.0" } });
  });
});

test("what is not there has no explanation", () => {
  for (const measure of CONTAINER_MEASURES)
    expect(containerFigure(asked(measure, "cluster nowhere"), ANSWER, null, PLAIN_NAMES)).toBeNull();
  expect(containerFigure(asked("usedShare", null, "accelerator"), ANSWER, null, PLAIN_NAMES)).toBeNull();
});
