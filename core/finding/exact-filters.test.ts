import fc from "fast-check";
import { expect, test } from "vitest";
import { type Beside, commitmentFilters, exactFilters, TRAIT_IDS, type Traits } from "./exact-filters.ts";
import { findingFact } from "./finding-fact.fixture.ts";

const traits = (patch: Partial<Traits>): Traits => ({ ...findingFact(1, "r", 1n).traits, ...patch });
const beside = (patch: Partial<Traits>, lineItems = 1): Beside => ({ traits: traits(patch), lineItems });
const dimensionsOf = (own: readonly Traits[], others: readonly Beside[]) =>
  exactFilters(own, others).filters.map(({ dimension }) => dimension);

test("a thing that nothing stands beside is kept by service, usage type, account and resource", () => {
  const own = [traits({ usageType: "BoxUsage:m5.large", resourceId: "i-1" })];
  expect(exactFilters(own, [])).toEqual({
    filters: [
      { dimension: "service", mode: "include", values: ["s"] },
      { dimension: "usageType", mode: "include", values: ["BoxUsage:m5.large"] },
      { dimension: "linkedAccount", mode: "include", values: ["1"] },
      { dimension: "resourceId", mode: "include", values: ["i-1"] },
    ],
    besides: 0,
  });
});

test("one further filter is enough where one tells the costs apart", () => {
  const own = [traits({ purchaseOption: "OnDemand", operation: "RunInstances" })];
  const others = [
    beside({ purchaseOption: "SavingsPlan", operation: "RunInstances" }),
    beside({ purchaseOption: "Spot", operation: "RunInstances:0002" }),
  ];
  expect(dimensionsOf(own, others)).toEqual(["service", "linkedAccount", "resourceId", "purchaseOption"]);
});

test("a resource that AWS does not name is told apart from those it names", () => {
  const own = [traits({ resourceId: null })];
  expect(exactFilters(own, [beside({ resourceId: "i-1" })])).toMatchObject({ besides: 0 });
  expect(dimensionsOf(own, [beside({ resourceId: "i-1" })])).toContain("resourceId");
});

test("what no filters tell apart is counted", () => {
  const own = [
    traits({ operation: "ExtendedSupport", region: "a" }),
    traits({ operation: "Create", region: "b" }),
  ];
  expect(exactFilters(own, [beside({ operation: "ExtendedSupport", region: "b" }, 31)]).besides).toBe(31);
});

test("a filter of more resources than anybody reads gives way to one that says as much", () => {
  const own = Array.from({ length: 400 }, (_, at) => traits({ resourceId: `i-${at}`, region: "eu-west-1" }));
  const others = [beside({ resourceId: "i-x", region: "us-east-1" })];
  expect(exactFilters(own, others).besides).toBe(0);
  expect(dimensionsOf(own, others)).toEqual(["service", "linkedAccount", "region"]);
});

const anyTraits = fc
  .array(fc.constantFrom("a", "b", null), { minLength: TRAIT_IDS.length, maxLength: TRAIT_IDS.length })
  .map((values) => TRAIT_IDS.reduce((made, id, at) => ({ ...made, [id]: values[at] ?? null }), traits({})));

test("whatever stands beside: its own line items pass, and as many others as are told", () => {
  fc.assert(
    fc.property(
      fc.array(anyTraits, { minLength: 1, maxLength: 4 }),
      fc.array(anyTraits, { maxLength: 12 }),
      (own, others) => {
        const { filters, besides } = exactFilters(
          own,
          others.map((one) => ({ traits: one, lineItems: 1 })),
        );
        const passes = (one: Traits): boolean =>
          filters.every(({ dimension, values }) =>
            TRAIT_IDS.every((id) => id !== dimension || values.includes(one[id])),
          );
        expect(own.every(passes)).toBe(true);
        expect(others.filter(passes)).toHaveLength(besides);
      },
    ),
  );
});

test("what is left of a commitment is told by the type of the line item, in FOCUS by having no resource", () => {
  const rule = { lineItemTypes: ["RIFee"] };
  expect(commitmentFilters(rule, ["arn:1"], false).filters).toEqual([
    { dimension: "commitment", mode: "include", values: ["arn:1"] },
    { dimension: "lineItemType", mode: "include", values: ["RIFee"] },
  ]);
  expect(commitmentFilters(rule, ["arn:1"], true).filters[2]).toEqual({
    dimension: "resourceId",
    mode: "include",
    values: ["arn:1", null],
  });
});
