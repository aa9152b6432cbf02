import { type FigureTerm, money, numbered, share } from "../../cost/explain/figure.ts";
import { resourceName, resourceUnit } from "../../format/containers.ts";
import { ratio, sum } from "../../money/decimal.ts";
import { SPLIT_COST_HEADERS } from "../container-scope.ts";
import { efficiencyOf } from "../efficiency.ts";
import { measured, NOT_ON_FARGATE, quantity, type Told, type Within } from "./terms.ts";

/** What part of each resource's split cost was for what was reserved and not used. */
export function idleFigure(within: Within): Told | null {
  const { idle } = efficiencyOf(within.of);
  if (idle === null) return null;
  const told = measured(within.of);
  const terms = told.flatMap((part, at): readonly FigureTerm[] => {
    const name = resourceName(part.resource);
    const unit = resourceUnit(part.resource);
    return [
      {
        symbol: numbered("S", at + 1),
        name: `${name}: what they reserved or used`,
        value: money(part.split),
        columns: SPLIT_COST_HEADERS[within.question.metric].own,
      },
      {
        symbol: numbered("B", at + 1),
        name: `${name}: ${unit} that were used`,
        value: quantity(part.used, unit),
        columns: "splitLineItem/ActualUsage",
      },
      {
        symbol: numbered("A", at + 1),
        name: `${name}: ${unit} they were charged for, reserved or used, whichever was more`,
        value: quantity(part.allocated, unit),
        columns: "splitLineItem/SplitUsage",
      },
    ];
  });
  return {
    name: "Reserved and not used",
    value: money(idle),
    formula: {
      symbols: told
        .map(
          (_, at) => `${numbered("S", at + 1)} × (1 − ${numbered("B", at + 1)} ÷ ${numbered("A", at + 1)})`,
        )
        .join(" + "),
      words:
        "Of each resource’s cost, the share that was reserved and that nobody used; nothing where more was used.",
    },
    terms,
    notes: [NOT_ON_FARGATE],
  };
}

export function resourceFigure(within: Within): Told | null {
  const { question, of } = within;
  const part = of.resources.find(({ resource }) => resource === question.resource);
  if (part === undefined) return null;
  const name = resourceName(part.resource);
  const unit = resourceUnit(part.resource);
  const isOnFargate = part.allocated === null;
  const reserved: FigureTerm = {
    symbol: "R",
    name: `${name}: ${unit} reserved`,
    value: quantity(part.reserved, unit),
    columns: isOnFargate ? "lineItem/UsageAmount" : "splitLineItem/ReservedUsage",
  };
  const used: FigureTerm = {
    symbol: "B",
    name: `${name}: ${unit} used`,
    value: quantity(part.used, unit),
    columns: "splitLineItem/ActualUsage",
  };
  const summed = (term: FigureTerm, name_: string): Told => ({
    name: name_,
    value: term.value,
    formula: { symbols: term.symbol, words: `Sum over the rows of ${name} of every hour.` },
    terms: [term],
    notes: isOnFargate ? ["On Fargate what is reserved is what is billed."] : [],
  });
  switch (question.measure) {
    case "reserved":
      return summed(reserved, `${name} reserved`);
    case "used":
      return part.used === null ? null : summed(used, `${name} used`);
    case "usedShare":
      if (part.used === null || part.reserved === null) return null;
      return {
        name: `${name} used of what is reserved`,
        value: share(ratio(part.used, part.reserved)),
        formula: { symbols: "B ÷ R", words: "Above 100% where more was used than reserved." },
        terms: [used, reserved],
        notes: [],
      };
    default:
      return {
        name: `${name}, without what nobody used`,
        value: money(sum([part.split, part.fargate])),
        formula: {
          symbols: "S + F",
          words: "Parts of instances, and what Fargate charged for the resource.",
        },
        terms: [
          {
            symbol: "S",
            name: `${name}: what they reserved or used of instances`,
            value: money(part.split),
            columns: SPLIT_COST_HEADERS[question.metric].own,
          },
          { symbol: "F", name: `${name} on Fargate`, value: money(part.fargate) },
        ],
        notes: ["AWS lets a vCPU weigh as much as nine GB of memory."],
      };
  }
}
