import { resolve } from "node:path";
import { unitFigure, unitQuestion } from "#core/allocation/explain-unit.ts";
import { type AllocationModel, unitPath } from "#core/allocation/model.ts";
import { DEFAULT_RULES } from "#core/anomaly/anomaly.ts";
import { anomalyFigure } from "#core/anomaly/explain-anomaly.ts";
import { filtersOf } from "#core/budget/budget.ts";
import { budgetFigure } from "#core/budget/explain-budget.ts";
import { commitmentFigure } from "#core/commitment/explain-commitment.ts";
import { CONTAINER_METRICS, type ContainerAnswer } from "#core/container/container.ts";
import { splitMetric } from "#core/container/container-scope.ts";
import { containerFigure, sharedInstances } from "#core/container/explain-containers.ts";
import {
  ANOMALY_MEASURES,
  BUDGET_MEASURES,
  COMMITMENT_MEASURES,
  COMMITMENT_SCOPES,
  type ContainerFigure,
  type ExplainedFigure,
  type FigureValue,
  madeWords,
  substituted,
} from "#core/cost/explain/figure.ts";
import { cellSentence } from "#core/cost/explain/explanation-text.ts";
import { figureSentence } from "#core/cost/explain/figure-text.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { containerPath } from "#core/format/containers.ts";
import { forecastFigure } from "#core/forecast/explain-forecast.ts";
import type { Forecast } from "#core/forecast/forecast.ts";
import { oneSentence } from "#core/result/sentence.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { keptDefinitions } from "../host/allocation.ts";
import { anomalyRulesCollection } from "../host/anomalies.ts";
import { budgetCollection } from "../host/budgets.ts";
import type { EngineClient } from "../transport/client.ts";
import { judged, NAMES, type Proof, proofJson, proofOf, proofText } from "./explain-answer.ts";
import { definitionsBehind } from "./explain-definitions.ts";
import { backTestWords, forecastNoteWords, noForecastWords } from "./forecast-words.ts";
import { metricOf, rangeOf } from "./query-arguments.ts";
import { table } from "./table.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { noMore, required, UsageError } from "./usage.ts";
import { withWorkspace } from "./workspace-option.ts";

type Options = Readonly<
  Partial<
    Record<"workspace" | "metric" | "from" | "to" | "currency" | "measure" | "scope", string | undefined>
  >
> & {
  readonly filter?: readonly string[] | undefined;
  readonly "no-renewal"?: boolean | undefined;
  readonly json?: boolean | undefined;
};
type OptionName = Exclude<keyof Options, "workspace" | "json">;

type Asked = {
  readonly client: EngineClient;
  readonly schema: WorkspaceSchema;
  readonly directory: string;
  readonly name: string | undefined;
  readonly options: Options;
  readonly currency: string | null;
  readonly signal: AbortSignal;
};

type FigureKind = {
  /** Options it takes besides the workspace and `--json`. */
  readonly takes: readonly OptionName[];
  readonly takesName: boolean;
  readonly help: string;
  /** A sentence where there is nothing to explain. */
  readonly answer: (asked: Asked) => Promise<ExplainedFigure | string>;
};

/** Those that need neither a resource nor days before. */
const TOLD_OF_CONTAINERS = [
  "cost",
  "share",
  "unusedShare",
  "idle",
  "idleShare",
  "wasted",
  "efficiency",
  "difference",
  "hours",
  "hoursAgreeing",
  "hoursApart",
  "hoursMissing",
] as const satisfies readonly ContainerFigure["measure"][];

/** Figures by the word they are asked for with. */
export const FIGURES = {
  unit: {
    takes: ["metric", "from", "to", "currency", "measure"],
    takesName: true,
    help: `  unit UNIT              a business unit of the workspace's allocation model, by name or path, after shared costs are
                         split; --measure shared for what it has of them; --metric (unblended), --from, --to, --currency`,
    answer: unit,
  },
  coverage: {
    takes: ["metric", "from", "to", "currency"],
    takesName: false,
    help: `  coverage               the share of the bill that the rules of the model take; --metric, --from, --to, --currency`,
    answer: coverage,
  },
  commitments: {
    takes: ["from", "to", "currency", "measure", "scope"],
    takesName: true,
    help: `  commitments [ARN]      of all or of one commitment, --measure ${COMMITMENT_MEASURES.slice(0, 3).join(", ")},
                         ${COMMITMENT_MEASURES.slice(3, 8).join(", ")},
                         ${COMMITMENT_MEASURES.slice(8).join(", ")}; netSavings without it;
                         --scope ${COMMITMENT_SCOPES.join(", ")}; --from, --to, --currency`,
    answer: commitments,
  },
  anomaly: {
    takes: ["metric", "currency", "measure"],
    takesName: true,
    help: `  anomaly ID             as "cloudspend anomalies --json" names it, by the rules kept with the workspace;
                         --measure ${ANOMALY_MEASURES.join(", ")}; impact without it; --metric, --currency`,
    answer: anomaly,
  },
  containers: {
    takes: ["metric", "from", "to", "currency", "measure"],
    takesName: true,
    help: `  containers [PATH]      of all containers, or of "CLUSTER / NAMESPACE / WORKLOAD" as "cloudspend containers" names them;
                         --measure ${TOLD_OF_CONTAINERS.slice(0, 7).join(", ")},
                         ${TOLD_OF_CONTAINERS.slice(7).join(", ")} (of all);
                         cost without it; --metric ${CONTAINER_METRICS.join(", ")} (amortized); --from, --to,
                         --currency`,
    answer: containers,
  },
  budget: {
    takes: ["measure"],
    takesName: true,
    help: `  budget NAME            of a kept budget in the period that goes on; --measure ${BUDGET_MEASURES.join(", ")};
                         expected without it`,
    answer: budget,
  },
  forecast: {
    takes: ["metric", "currency", "no-renewal"],
    takesName: false,
    help: `  forecast               what the month that goes on comes to; --metric, --currency, --no-renewal`,
    answer: forecast,
  },
} as const satisfies Readonly<Record<string, FigureKind>>;

export type FigureName = keyof typeof FIGURES;

export function figureNamed(text: string): FigureName {
  const known = Object.keys(FIGURES) as readonly FigureName[];
  const found = known.find((name) => name === text);
  if (found === undefined) throw new UsageError(`there is no figure "${text}", only ${known.join(", ")}`);
  return found;
}

type Given = {
  readonly names: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
};

/** A figure with its formula, the numbers put in, and the costs behind it counted anew. */
export async function explainFigure(
  kind: FigureName,
  { names, options, terminal }: Given,
): Promise<ExitCode> {
  const { takes, takesName, answer }: FigureKind = FIGURES[kind];
  const [name, ...others] = names;
  noMore(takesName ? others : names);
  refuseOthers(kind, options, takes);
  rangeOf(options.from, options.to, null);
  const workspace = required(options.workspace, "--workspace");
  const directory = resolve(terminal.directory, workspace);
  const { signal } = terminal;
  const told = await withWorkspace(workspace, terminal, async (client) => {
    const schema = await client.workspace.schema();
    const currency = options.currency?.toUpperCase() ?? null;
    const figure = await answer({ client, schema, directory, name, options, currency, signal });
    if (typeof figure === "string") return figure;
    return { figure, proof: await proofBehind(figure, { client, directory, signal }) };
  });
  if (typeof told === "string") {
    terminal.err(`cloudspend: ${told}\n`);
    return 1;
  }
  const { figure, proof } = told;
  const base = proof === null ? null : proofJson(proof);
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ figure, base }, null, 2)}\n`
      : [textOf(figure), ...(proof === null ? [] : [proofText(proof)])].join("\n"),
  );
  return proof === null ? 0 : judged(proof, terminal);
}

function refuseOthers(kind: FigureName, options: Options, takes: readonly OptionName[]): void {
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const [wrong] = given.filter((name) => !["workspace", "json", ...takes].includes(name));
  if (wrong !== undefined) throw new UsageError(`"explain ${kind}" takes no --${wrong}`);
}

type Within = Pick<Asked, "client" | "directory" | "signal">;

async function proofBehind(
  { base }: ExplainedFigure,
  { client, directory, signal }: Within,
): Promise<Proof | null> {
  if (base === null) return null;
  const named = base.cell.filters.map(({ dimension }) => dimension);
  const profiles = await definitionsBehind(named, directory);
  return proofOf(client, profiles === undefined ? base.cell : { ...base.cell, profiles }, signal);
}

async function unit(asked: Asked): Promise<ExplainedFigure | string> {
  const measure = oneOf(["after", "shared"] as const, asked.options.measure, "after");
  const wanted = required(asked.name, "the name of the unit");
  return allocated(asked, measure, (model) => unitIdOf(model, wanted));
}

function coverage(asked: Asked): Promise<ExplainedFigure | string> {
  return allocated(asked, "coverage", () => null);
}

async function allocated(
  { client, directory, schema, options, currency, signal }: Asked,
  measure: "after" | "shared" | "coverage",
  unitIdIn: (model: AllocationModel) => string | null,
): Promise<ExplainedFigure | string> {
  const metric = metricOf(options.metric ?? "unblended");
  if (metric === "usageAmount")
    throw new UsageError("usage amounts have no common unit, only costs can be divided");
  const { model, profiles } = await keptDefinitions(directory);
  if (model === null) throw new UsageError("this workspace has no allocation model");
  const unitId = unitIdIn(model);
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null) return NOTHING_HELD;
  const asked = { model, profiles, metric, granularity: "total", range, currency } as const;
  const answer = await client.allocation.query(asked, { signal });
  const question = unitQuestion({ metric, range, currency }, { measure, unitId });
  return unitFigure(question, model, answer, NAMES) ?? "there is no such unit.";
}

function unitIdOf(model: AllocationModel, text: string): string {
  const wanted = text.toLowerCase();
  const found = model.units.filter(
    ({ id, name }) => name.toLowerCase() === wanted || unitPath(model, id).toLowerCase() === wanted,
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const paths = model.units.map(({ id }) => unitPath(model, id)).join(", ");
  throw new UsageError(
    `${only === undefined ? `there is no unit "${text}"` : `there are several units "${text}"`}; name one of ${paths}`,
  );
}

async function commitments({
  client,
  schema,
  name,
  options,
  currency,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const measure = oneOf(COMMITMENT_MEASURES, options.measure, "netSavings");
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null) return NOTHING_HELD;
  const arn = name ?? null;
  if (arn !== null && options.scope !== undefined)
    throw new UsageError("an ARN and --scope exclude each other");
  const answer = await client.commitments.query({ range, currency, arn, granularity: "total" }, { signal });
  const one = answer.commitments.find((each) => each.arn === arn);
  if (arn !== null && one === undefined) return `these days hold nothing of ${arn}.`;
  const ownScope = one?.kind === "reservation" ? "reservations" : "savingsPlans";
  const scope = one === undefined ? oneOf(COMMITMENT_SCOPES, options.scope, "all") : ownScope;
  const about = [arn ?? SCOPES[scope], NAMES.range(range)];
  const question = { kind: "commitment", measure, scope, arn, hour: null, range, currency } as const;
  return commitmentFigure(question, answer, about) ?? "these days hold no commitment of the kind.";
}

const SCOPES: Readonly<Record<(typeof COMMITMENT_SCOPES)[number], string>> = {
  all: "Savings Plans and reservations",
  savingsPlans: "Savings Plans",
  reservations: "Reservations",
};

async function containers({
  client,
  schema,
  name,
  options,
  currency,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const measure = oneOf(TOLD_OF_CONTAINERS, options.measure, "cost");
  const metric = splitMetric(metricOf(options.metric ?? "amortized"));
  if (metric === null)
    throw new UsageError(`containers have no ${options.metric ?? ""}, only ${CONTAINER_METRICS.join(", ")}`);
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null) return NOTHING_HELD;
  const asked = { metric, range, before: null, filters: [], currency };
  const answer = await client.containers.query(asked, { signal });
  if (answer.nodes.length === 0) return "these days hold no containers.";
  const nodeId = name === undefined ? null : nodeIdOf(answer, name);
  const question: ContainerFigure = { kind: "container", measure, nodeId, resource: null, ...asked };
  const cell = sharedInstances(question, answer);
  const shared = cell === null ? null : await client.cost.explain({ cell, from: "store" }, { signal });
  return (
    containerFigure(question, answer, shared?.total ?? null, NAMES) ??
    "the figure is not told of these containers."
  );
}

function nodeIdOf({ nodes }: ContainerAnswer, text: string): string {
  const plain = (path: string): string => path.toLowerCase().replaceAll(/\s*\/\s*/g, "/");
  const found = nodes.filter((node) => plain(containerPath(node)) === plain(text));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const problem = only === undefined ? "there is no" : "several accounts or regions have a";
  throw new UsageError(`${problem} "${text}"; "cloudspend containers" tells what there is`);
}

async function anomaly(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, directory, name, options, currency, signal } = asked;
  const anomalyId = required(name, "the id of the anomaly");
  const measure = oneOf(ANOMALY_MEASURES, options.measure, "impact");
  const metric = netMetric(asked);
  const [rules = DEFAULT_RULES] = await anomalyRulesCollection(() => directory).list();
  const definitions = await keptDefinitions(directory);
  const report = await client.anomalies.find({ metric, currency, rules, definitions }, { signal });
  if (report.kind === "none") return "too little is known to look for anomalies.";
  const found = report.anomalies.find(({ id }) => id === anomalyId);
  if (found === undefined)
    return `there is no anomaly "${anomalyId}"; "cloudspend anomalies --all --json" tells the ids.`;
  const question = { kind: "anomaly", measure, anomalyId, range: found.range, currency } as const;
  return anomalyFigure(
    question,
    found,
    { metric, currency: report.currency },
    {
      ...NAMES,
      value: (ref, value) =>
        found.series.find((part) => part.dimension === ref && part.value === value)?.label ??
        NAMES.value(ref, value),
    },
  );
}

async function forecast(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, currency, options, signal } = asked;
  const metric = netMetric(asked);
  if (metric === "usageAmount") throw new UsageError("usage amounts have no common unit, only costs add up");
  const assumesRenewal = options["no-renewal"] !== true;
  const ahead = await client.forecast.query({ metric, filters: [], currency, assumesRenewal }, { signal });
  if (ahead.kind === "none") return noForecastWords(ahead);
  const [first] = ahead.months;
  if (first === undefined) return NOTHING_HELD;
  const range = rangeOfPeriod(first.month);
  const facts = factsOf(ahead);
  const question = { kind: "forecast", metric, assumesRenewal, range, currency } as const;
  return forecastFigure(question, ahead, facts, NAMES) ?? NOTHING_HELD;
}

async function budget({
  client,
  directory,
  name,
  options,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const wanted = required(name, "the name of the budget");
  const measure = oneOf(BUDGET_MEASURES, options.measure, "expected");
  const kept = await budgetCollection(() => directory).list();
  const found = kept.find((each) => each.name === wanted || each.id === wanted);
  if (found === undefined) throw new UsageError(`there is no budget "${wanted}"`);
  const definitions = await keptDefinitions(directory);
  const [status] = await client.budgets.evaluate({ budgets: [found], definitions }, { signal });
  if (status === undefined) return NOTHING_HELD;
  if (status.kind === "failed") return oneSentence(status.failure);
  const { range, currency } = status;
  const question = { kind: "budget", measure, budgetId: found.id, range, currency } as const;
  const explained = { budget: found, status, filters: filtersOf(found.scope, definitions) };
  const facts = status.forecast.kind === "made" ? factsOf(status.forecast) : [];
  return budgetFigure(question, explained, facts, NAMES) ?? "what the figure is made of is not known.";
}

function factsOf({ backTest, notes }: Extract<Forecast, { kind: "made" }>): readonly string[] {
  return [
    ...(backTest === null ? [] : [backTestWords(backTest)]),
    ...notes.map((note) => forecastNoteWords(note)),
  ];
}

const NOTHING_HELD = "the workspace holds no costs yet.";

/** Net of private discounts where the reports have the columns, as the screens take it. */
function netMetric({ options, schema }: Asked): MetricId {
  if (options.metric !== undefined) return metricOf(options.metric);
  const hasNet = schema.metrics.some(({ id, available }) => id === "netAmortized" && available);
  return hasNet ? "netAmortized" : "amortized";
}

function oneOf<const T extends string>(known: readonly T[], text: string | undefined, otherwise: T): T {
  if (text === undefined) return otherwise;
  const found = known.find((each) => each.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw new UsageError(`there is no "${text}", only ${known.join(", ")}`);
  return found;
}

/** The formula, the numbers in it and what else decides it. */
function textOf(figure: ExplainedFigure): string {
  const { formula, terms, notes, differences, base, currency } = figure;
  return [
    figureSentence(figure),
    write(figure.value, currency),
    "",
    formula.symbols,
    `    = ${substituted(figure, (value) => write(value, null))} = ${write(figure.value, null)}`,
    `    ${formula.words}`,
    "",
    table(
      [
        { name: "", align: "left" },
        { name: "What", align: "left" },
        { name: "Value", align: "right" },
        { name: "Columns", align: "left" },
      ],
      terms.map(({ symbol, name, value, columns }) => [symbol, name, write(value, currency), columns ?? ""]),
    ),
    ...terms.flatMap(({ symbol, madeOf, of }) => [
      ...(madeOf === undefined ? [] : [`${symbol} = ${madeWords(madeOf, (value) => write(value, null))}`]),
      ...(of === undefined ? [] : [`${symbol}: ${cellSentence(of, NAMES)}`]),
    ]),
    ...notes.map((note) => `- ${note}`),
    ...(differences.length === 0
      ? []
      : [
          "",
          "Why another figure may be shown elsewhere:",
          ...differences.map((difference) => `- ${difference}`),
        ]),
    ...(base === null ? [] : ["", `The costs behind it: ${base.name}`, ""]),
  ].join("\n");
}

/** Every digit of an amount; a share rounded to hundredths of a percent. */
function write(value: FigureValue, currency: string | null): string {
  switch (value.kind) {
    case "money":
      return NAMES.amount(value.amount, currency);
    case "ratio":
      return value.ratio === null ? "not known" : `${(value.ratio * 100).toFixed(2)} %`;
    case "quantity":
      return value.amount === null ? "not known" : `${value.amount} ${value.unit}`;
  }
}
