import type { CostCell } from "../../cost/explain/cost-cell.ts";
import {
  added,
  type ContainerFigure,
  type ExplainedFigure,
  type FigureTerm,
  money,
} from "../../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../../cost/explain/filter-words.ts";
import { containerPath } from "../../format/containers.ts";
import { compare, type Decimal, subtract, sum } from "../../money/decimal.ts";
import type { ContainerAnswer, ContainerCost } from "../container.ts";
import { appliedFilters } from "../container-sql.ts";
import { instanceFigure } from "./instance-figures.ts";
import { ratioFigure } from "./ratio-figures.ts";
import { idleFigure, resourceFigure } from "./resource-figures.ts";
import { cellOf, isOnInstances, NONE, partTerm, type Told, type Within } from "./terms.ts";

/**
 * A number of containers with its formula; null where its node is not there. `shared` is what the instances cost that its
 * containers ran on, by `sharedInstances`.
 */
export function containerFigure(
  question: ContainerFigure,
  answer: ContainerAnswer,
  shared: Decimal | null,
  names: ExplainNames,
): ExplainedFigure | null {
  const node = answer.nodes.find(({ id }) => id === question.nodeId) ?? null;
  if (node === null && question.nodeId !== null) return null;
  const within: Within = { question, answer, node, of: node ?? answer.total, shared, names };
  const told = toldOf(within);
  if (told === null) return null;
  const { isOfInstances = false, ...figure } = told;
  return {
    question,
    ...figure,
    about: [
      node === null ? "All containers" : containerPath(node),
      `${names.metric(question.metric)}, ${names.range(question.range)}`,
      ...appliedFilters(question).map((filter) => filterWords(filter, names)),
    ],
    currency: answer.currency,
    base: isOfInstances
      ? {
          name: "The instances in the hours in which containers shared them",
          cell: cellOf(within, "instances"),
        }
      : {
          name: node?.kind === "others" ? "All that runs beside and in them" : "The rows of these containers",
          cell: cellOf(within, "cost"),
        },
    differences: [],
  };
}

/** What the instances cost that the containers of a figure ran on, as a question of its own; null where it is not told. */
export function sharedInstances(question: ContainerFigure, answer: ContainerAnswer): CostCell | null {
  const node = answer.nodes.find(({ id }) => id === question.nodeId) ?? null;
  const isTold = question.measure === "cost" && isOnInstances(node ?? answer.total);
  return isTold && node?.kind !== "others" ? cellOf({ question, node }, "instances") : null;
}

function toldOf(within: Within): Told | null {
  const { measure } = within.question;
  switch (measure) {
    case "cost":
      return costOf(within);
    case "idle":
      return idleFigure(within);
    case "reserved":
    case "used":
    case "usedShare":
    case "resourceCost":
      return resourceFigure(within);
    case "takenShare":
    case "difference":
    case "hours":
    case "hoursAgreeing":
    case "hoursApart":
    case "hoursMissing":
      return within.node === null ? instanceFigure(within) : null;
    default:
      return ratioFigure(within, measure);
  }
}

function costOf(within: Within): Told {
  const { of, node, names, shared, answer } = within;
  const onInstances = isOnInstances(of) ? [partTerm(within, "split"), partTerm(within, "unused")] : [];
  const onFargate =
    compare(of.fargate, NONE) === 0 && onInstances.length > 0 ? [] : [partTerm(within, "fargate")];
  const terms = [...onInstances, ...onFargate];
  const instances: readonly FigureTerm[] =
    shared === null
      ? []
      : [
          {
            symbol: "I",
            name: "For comparison: the instances they ran on, on those days and for all that ran there",
            value: money(shared),
            of: cellOf(within, "instances"),
          },
        ];
  return {
    name: "Cost of containers",
    value: money(of.cost),
    formula: {
      symbols: added(terms.map(({ symbol }) => symbol)),
      words:
        onInstances.length === 0
          ? "Containers on Fargate run without instances: their own line items."
          : "Their parts of the instances they run on, in the place of these instances and never added to them.",
    },
    terms: [...terms, ...instances],
    notes: [
      ...(onInstances.length === 0 ? [] : [HOW_SPLIT]),
      ...(shared === null ? [] : [tieWords(of, shared, { node, names, currency: answer.currency })]),
      ...(node === null || node.isTagged ? [] : [NAMED_BY_IDS]),
      ...(node?.kind === "others"
        ? [
            `${names.count(node.workloads)} workloads that cost least are one row; the rows below are of all beside them too.`,
          ]
        : []),
    ],
  };
}

const HOW_SPLIT =
  "Hour by hour AWS shares out what an instance costs by what each container reserved or used, whichever is more; a vCPU weighs as much as nine GB of memory. What is left over is shared in the same proportions.";
const NAMED_BY_IDS =
  "Named by resource ids: the report does not have the container tags of AWS, which must be activated as cost allocation tags.";

function tieWords(
  { split, unused }: ContainerCost,
  shared: Decimal,
  { node, names, currency }: Pick<Within, "node" | "names"> & { readonly currency: string | null },
): string {
  const rest = subtract(shared, sum([split, unused]));
  const order = compare(rest, NONE);
  if (order === 0) return "S + U is I to the last digit: nothing else ran on these instances.";
  if (order < 0)
    return `S + U is more than I by ${names.amount(subtract(NONE, rest), currency)}: rounding of AWS, or rows of hours in which the bill has no line item of the instance.`;
  return `Of I, ${names.amount(rest, currency)} is not theirs: ${node === null ? "no container got it" : "it went to what else ran there"}.`;
}
