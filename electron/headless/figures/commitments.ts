import { commitmentFigure } from "#core/commitment/explain-commitment.ts";
import { COMMITMENT_MEASURES, COMMITMENT_SCOPES, type ExplainedFigure } from "#core/cost/explain/figure.ts";
import { NAMES } from "../explain-answer.ts";
import { rangeOf } from "../query-arguments.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, NOTHING_HELD, oneOf } from "./figure-kind.ts";

export const COMMITMENTS = {
  takes: ["from", "to", "currency", "measure", "scope"],
  takesName: true,
  help: `  commitments [ARN]      of all or of one commitment, --measure ${COMMITMENT_MEASURES.slice(0, 3).join(", ")},
                         ${COMMITMENT_MEASURES.slice(3, 8).join(", ")},
                         ${COMMITMENT_MEASURES.slice(8).join(", ")}; netSavings without it;
                         --scope ${COMMITMENT_SCOPES.join(", ")}; --from, --to, --currency`,
  answer: commitments,
} as const satisfies FigureKind;

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
