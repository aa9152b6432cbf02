import type { CostCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type ContainerFigure,
  type ExplainedFigure,
  type FigureTerm,
  type FigureValue,
  money,
  numbered,
  share,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import { containerPath, resourceName, resourceUnit } from "../format/containers.ts";
import { compare, type Decimal, ratio, subtract, sum } from "../money/decimal.ts";
import type { DateRange } from "../time/period.ts";
import { containerCell } from "./container-cell.ts";
import type {
  ContainerAnswer,
  ContainerCost,
  ContainerNode,
  Reconciliation,
  ResourcePart,
} from "./container.ts";
import { type ContainerPart, placeOfNode, SPLIT_COST_HEADERS } from "./container-scope.ts";
import { appliedFilters } from "./container-sql.ts";
import { efficiencyOf } from "./efficiency.ts";
import { instanceShares } from "./instance-shares.ts";

type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes"> & {
  /** The instances instead of the containers. */
  readonly isOfInstances?: true;
};

/** What a figure is of. */
type Within = {
  readonly question: ContainerFigure;
  readonly answer: ContainerAnswer;
  /** Null for all containers. */
  readonly node: ContainerNode | null;
  readonly of: ContainerCost & { readonly before: Decimal | null };
  readonly shared: Decimal | null;
  readonly names: ExplainNames;
};

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

/** What part of each resource's split cost was for what was reserved and not used. */
function idleFigure(within: Within): Told | null {
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

const NOT_ON_FARGATE = "Containers on Fargate are left out: their bill does not tell what was used.";

function resourceFigure(within: Within): Told | null {
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

type RatioMeasure = "share" | "change" | "unusedShare" | "idleShare" | "wasted" | "efficiency";

function ratioFigure(within: Within, measure: RatioMeasure): Told | null {
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

function instanceFigure(within: Within): Told | null {
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

function instancesTerm(within: Within): FigureTerm {
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

function partTerm(within: Within, part: keyof typeof TERMS): FigureTerm {
  const { symbol, name, columns } = TERMS[part];
  return {
    symbol,
    name: part === "cost" && within.node === null ? "Cost of all containers" : name,
    value: money(within.of[part]),
    columns: columns === null ? undefined : SPLIT_COST_HEADERS[within.question.metric][columns],
    of: ofNode(within, part),
  };
}

function idleTerm({ question }: Within, idle: Decimal): FigureTerm {
  return {
    symbol: "W",
    name: "Reserved and not used, resource by resource",
    value: money(idle),
    columns: `${SPLIT_COST_HEADERS[question.metric].own} × (1 − ActualUsage ÷ SplitUsage)`,
  };
}

/** What W is made of, a sentence for each resource. */
function idleWords({ of, answer, names }: Within): readonly string[] {
  return measured(of).map(
    ({ resource, split, used, allocated }) =>
      `${resourceName(resource)} in W: ${names.amount(split, answer.currency)} × (1 − ${plain(used)} ÷ ${plain(allocated)} ${resourceUnit(resource)}).`,
  );
}

function plain(amount: Decimal | null): string {
  return (amount ?? "0").replace(/\.?0+$/, "");
}

/** Resources whose use the report tells. */
function measured({ resources }: ContainerCost): readonly ResourcePart[] {
  return resources.filter(({ used, allocated }) => used !== null && allocated !== null);
}

/** The sum of the others is no question of its own. */
function ofNode(within: Within, part: ContainerPart): CostCell | undefined {
  return within.node?.kind === "others" ? undefined : cellOf(within, part);
}

function cellOf(
  { question, node }: Pick<Within, "question" | "node">,
  part: ContainerPart,
  range: DateRange = question.range,
): CostCell {
  const { metric, filters, currency } = question;
  const place = node === null ? null : placeOfNode(node);
  return containerCell({ metric, range, filters, currency }, { part, place });
}

function isOnInstances({ split, unused }: ContainerCost): boolean {
  return compare(split, NONE) !== 0 || compare(unused, NONE) !== 0;
}

function quantity(amount: Decimal | null, unit: string): FigureValue {
  return { kind: "quantity", amount, unit };
}

const NONE = "0.0";
