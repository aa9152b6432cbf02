import { type FigureTerm, money, share } from "../../cost/explain/figure.ts";
import { ratio, subtract, sum } from "../../money/decimal.ts";
import { efficiencyOf } from "../efficiency.ts";
import {
  cellOf,
  idleTerm,
  idleWords,
  NONE,
  NOT_ON_FARGATE,
  partTerm,
  type Told,
  type Within,
} from "./terms.ts";

type RatioMeasure = "share" | "change" | "unusedShare" | "idleShare" | "wasted" | "efficiency";

export function ratioFigure(within: Within, measure: RatioMeasure): Told | null {
  const { of, answer } = within;
  const { idle, share: efficiency } = efficiencyOf(of);
  const cost = partTerm(within, "cost");
  const unused = partTerm(within, "unused");
  const wasted = idle === null ? null : idleTerm(within, idle);
  switch (measure) {
    case "share":
      return {
        name: "Share of the cost of all containers",
        value: share(ratio(of.cost, answer.total.cost)),
        formula: {
          symbols: "N ÷ T",
          words: "Its cost over that of all containers of these days and filters.",
        },
        terms: [
          cost,
          {
            symbol: "T",
            name: "All containers",
            value: money(answer.total.cost),
            of: cellOf({ question: within.question, node: null }, "cost"),
          },
        ],
        notes: [],
      };
    case "change":
      return changeFigure(within, cost);
    case "unusedShare":
      return {
        name: "Unused part of the cost",
        value: share(ratio(of.unused, of.cost)),
        formula: {
          symbols: "U ÷ N",
          words: "Their parts of what nobody reserved or used, over all they cost.",
        },
        terms: [unused, cost],
        notes: [],
      };
    case "idleShare":
      if (wasted === null || idle === null) return null;
      return {
        name: "Share that was reserved and not used",
        value: share(ratio(idle, of.cost)),
        formula: { symbols: "W ÷ N", words: "What was reserved and not used, over all they cost." },
        terms: [wasted, cost],
        notes: [...idleWords(within), NOT_ON_FARGATE],
      };
    case "wasted":
      return {
        name: "Paid for and not used",
        value: money(sum([of.unused, idle ?? NONE])),
        formula: {
          symbols: wasted === null ? "U" : "U + W",
          words: "Parts of instances that nobody took, and what was reserved and left.",
        },
        terms: [unused, ...(wasted === null ? [] : [wasted])],
        notes: [...idleWords(within), NOT_ON_FARGATE],
      };
    case "efficiency":
      if (wasted === null) return null;
      return {
        name: "Efficiency",
        value: share(efficiency),
        formula: {
          symbols: "(S − W) ÷ (S + U)",
          words: "The share of the cost on instances that paid for what was really used.",
        },
        terms: [partTerm(within, "split"), wasted, unused],
        notes: [...idleWords(within), NOT_ON_FARGATE],
      };
  }
}

function changeFigure(within: Within, cost: FigureTerm): Told | null {
  const { question, of, names } = within;
  if (question.before === null || of.before === null) return null;
  return {
    name: "Change of the cost",
    value: share(ratio(subtract(of.cost, of.before), of.before)),
    formula: {
      symbols: "(N − P) ÷ P",
      words: "What they cost more or less than before, over what they cost then.",
    },
    terms: [
      { ...cost, name: `Cost, ${names.range(question.range)}` },
      {
        symbol: "P",
        name: `Cost before, ${names.range(question.before)}`,
        value: money(of.before),
        of: cellOf(within, "cost", question.before),
      },
    ],
    notes: [],
  };
}
