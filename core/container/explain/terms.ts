import type { CostCell } from "../../cost/explain/cost-cell.ts";
import {
  type ContainerFigure,
  type ExplainedFigure,
  type FigureTerm,
  type FigureValue,
  money,
} from "../../cost/explain/figure.ts";
import type { ExplainNames } from "../../cost/explain/filter-words.ts";
import { resourceName, resourceUnit } from "../../format/containers.ts";
import { compare, type Decimal, sum } from "../../money/decimal.ts";
import type { DateRange } from "../../time/period.ts";
import { containerCell } from "../container-cell.ts";
import type { ContainerAnswer, ContainerCost, ContainerNode, ResourcePart } from "../container.ts";
import { type ContainerPart, placeOfNode, SPLIT_COST_HEADERS } from "../container-scope.ts";

/** What a figure says of itself, before it is told of what and where. */
export type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes"> & {
  /** The instances instead of the containers. */
  readonly isOfInstances?: true;
};

/** What a figure is of. */
export type Within = {
  readonly question: ContainerFigure;
  readonly answer: ContainerAnswer;
  /** Null for all containers. */
  readonly node: ContainerNode | null;
  readonly of: ContainerCost & { readonly before: Decimal | null };
  readonly shared: Decimal | null;
  readonly names: ExplainNames;
};

export function instancesTerm(within: Within): FigureTerm {
  return {
    symbol: "I",
    name: "Instances in the hours in which containers shared them",
    value: money(sum(within.answer.reconciliation.map(({ instances }) => instances))),
    of: cellOf(within, "instances"),
  };
}

/** Amounts of a node that are costs of their own; the columns are `SPLIT_COST_HEADERS`. */
const TERMS = {
  cost: { symbol: "N", name: "Cost of these containers", columns: null },
  split: { symbol: "S", name: "What they reserved or used, whichever was more", columns: "own" },
  unused: { symbol: "U", name: "Their parts of what nobody reserved or used", columns: "unused" },
  fargate: { symbol: "F", name: "On Fargate: their own line items", columns: null },
} as const;

export function partTerm(within: Within, part: keyof typeof TERMS): FigureTerm {
  const { symbol, name, columns } = TERMS[part];
  return {
    symbol,
    name: part === "cost" && within.node === null ? "Cost of all containers" : name,
    value: money(within.of[part]),
    columns: columns === null ? undefined : SPLIT_COST_HEADERS[within.question.metric][columns],
    of: ofNode(within, part),
  };
}

export function idleTerm({ question }: Within, idle: Decimal): FigureTerm {
  return {
    symbol: "W",
    name: "Reserved and not used, resource by resource",
    value: money(idle),
    columns: `${SPLIT_COST_HEADERS[question.metric].own} × (1 − ActualUsage ÷ SplitUsage)`,
  };
}

/** What W is made of, a sentence for each resource. */
export function idleWords({ of, answer, names }: Within): readonly string[] {
  return measured(of).map(
    ({ resource, split, used, allocated }) =>
      `${resourceName(resource)} in W: ${names.amount(split, answer.currency)} × (1 − ${plain(used)} ÷ ${plain(allocated)} ${resourceUnit(resource)}).`,
  );
}

function plain(amount: Decimal | null): string {
  return (amount ?? "0").replace(/\.?0+$/, "");
}

/** Resources whose use the report tells. */
export function measured({ resources }: ContainerCost): readonly ResourcePart[] {
  return resources.filter(({ used, allocated }) => used !== null && allocated !== null);
}

/** The sum of the others is no question of its own. */
function ofNode(within: Within, part: ContainerPart): CostCell | undefined {
  return within.node?.kind === "others" ? undefined : cellOf(within, part);
}

export function cellOf(
  { question, node }: Pick<Within, "question" | "node">,
  part: ContainerPart,
  range: DateRange = question.range,
): CostCell {
  const { metric, filters, currency } = question;
  const place = node === null ? null : placeOfNode(node);
  return containerCell({ metric, range, filters, currency }, { part, place });
}

export function isOnInstances({ split, unused }: ContainerCost): boolean {
  return compare(split, NONE) !== 0 || compare(unused, NONE) !== 0;
}

export function quantity(amount: Decimal | null, unit: string): FigureValue {
  return { kind: "quantity", amount, unit };
}

export const NONE = "0.0";

export const NOT_ON_FARGATE = "Containers on Fargate are left out: their bill does not tell what was used.";
