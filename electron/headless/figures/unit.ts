import { unitFigure, unitQuestion } from "#core/allocation/explain-unit.ts";
import { type AllocationModel, unitPath } from "#core/allocation/model.ts";
import type { ExplainedFigure } from "#core/cost/explain/figure.ts";
import { keptDefinitions } from "../../host/allocation.ts";
import { NAMES } from "../explain-answer.ts";
import { rangeOf } from "../query-arguments.ts";
import { required, UsageError } from "../usage.ts";
import { type Asked, type FigureKind, moneyMetric, NOTHING_HELD, oneOf } from "./figure-kind.ts";

export const UNIT = {
  takes: ["metric", "from", "to", "currency", "measure"],
  takesName: true,
  help: `  unit UNIT              a business unit of the workspace's allocation model, by name or path, after shared costs are
                         split; --measure shared for what it has of them; --metric (unblended), --from, --to, --currency`,
  answer: unit,
} as const satisfies FigureKind;

export const COVERAGE = {
  takes: ["metric", "from", "to", "currency"],
  takesName: false,
  help: `  coverage               the share of the bill that the rules of the model take; --metric, --from, --to, --currency`,
  answer: coverage,
} as const satisfies FigureKind;

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
  const metric = moneyMetric(options.metric ?? "unblended");
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

/** A unit by its name or path. */
export function unitIdOf(model: AllocationModel, text: string): string {
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
