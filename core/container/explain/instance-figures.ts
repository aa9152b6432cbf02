import { type FigureTerm, type FigureValue, money, share } from "../../cost/explain/figure.ts";
import { compare, type Decimal, sum } from "../../money/decimal.ts";
import type { Reconciliation } from "../container.ts";
import { efficiencyOf } from "../efficiency.ts";
import { instanceShares } from "../instance-shares.ts";
import {
  idleTerm,
  idleWords,
  instancesTerm,
  NONE,
  partTerm,
  quantity,
  type Told,
  type Within,
} from "./terms.ts";

export function instanceFigure(within: Within): Told | null {
  const { answer, question } = within;
  const over = (count: (month: Reconciliation) => number): FigureValue =>
    quantity(String(answer.reconciliation.reduce((total, month) => total + count(month), 0)), "hours");
  const hours: FigureTerm = {
    symbol: "H",
    name: "Hours of instances whose cost was split among containers",
    value: over((month) => month.hours),
  };
  const apart: FigureTerm = {
    symbol: "A",
    name: "Of these, hours in which the parts are more than a millionth apart from the instance’s own cost",
    value: over(({ hoursApart }) => hoursApart),
  };
  const missing: FigureTerm = {
    symbol: "M",
    name: "Of these, hours in which the bill has no line item of the instance that the rows name",
    value: over(({ hoursMissing }) => hoursMissing),
  };
  const counted = (term: FigureTerm, name: string): Told => ({
    name,
    value: term.value,
    formula: { symbols: term.symbol, words: "Instances and hours are counted, not line items." },
    terms: [term],
    notes: [TIE],
    isOfInstances: true,
  });
  switch (question.measure) {
    case "hours":
      return counted(hours, "Instance hours split");
    case "hoursApart":
      return counted(apart, "Instance hours apart from their instance");
    case "hoursMissing":
      return counted(missing, "Instance hours without their instance");
    case "hoursAgreeing":
      return {
        ...counted(hours, "Instance hours that agree"),
        value: over((month) => month.hours - month.hoursApart),
        formula: {
          symbols: "H − A",
          words: "Hours in which the parts of an instance are its cost, to a millionth.",
        },
        terms: [hours, apart],
      };
    case "takenShare":
      return takenFigure(within);
    default:
      return differenceFigure(within);
  }
}

/** How much of the instances containers took, and what became of the rest. */
function takenFigure(within: Within): Told | null {
  const instances = instancesTerm(within);
  const { split, rest } = instanceShares(within.answer);
  const { idle } = efficiencyOf(within.of);
  if (split === null) return null;
  return {
    name: "Taken of the instances that containers share",
    value: share(split),
    formula: {
      symbols: "S ÷ I",
      words: "What containers reserved or used, over what these instances cost in those hours.",
    },
    terms: [
      partTerm(within, "split"),
      instances,
      partTerm(within, "unused"),
      ...(idle === null ? [] : [idleTerm(within, idle)]),
    ],
    notes: [
      "The rest of I is U, which nobody reserved or used and which is shared out too, and what no container got. W is a part of S.",
      ...(rest === null || compare(rest, NONE) === 0
        ? ["I is S + U to the last digit."]
        : [`No container got ${within.names.amount(rest, within.answer.currency)} of I.`]),
      ...idleWords(within),
    ],
    isOfInstances: true,
  };
}

const TIE =
  "AWS splits the amortized cost of each instance hour without rest: the parts of all containers on it are that cost.";

function differenceFigure(within: Within): Told {
  const { answer } = within;
  const over = (amount: (month: Reconciliation) => Decimal): Decimal =>
    sum(answer.reconciliation.map(amount));
  return {
    name: "Given to no container",
    value: money(over(({ difference }) => difference)),
    formula: {
      symbols: "I − S − U",
      words: "What instances cost in the hours they were shared, less all parts of them.",
    },
    terms: [instancesTerm(within), partTerm(within, "split"), partTerm(within, "unused")],
    notes: [`${TIE} What is left is rounding of AWS, or hours without rows.`],
    isOfInstances: true,
  };
}
