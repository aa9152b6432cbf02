import { type ExplainedFigure, FINDING_MEASURES } from "#core/cost/explain/figure.ts";
import { findingFigure } from "#core/finding/explain-finding.ts";
import { ALL_FINDINGS, leftOut, listFindings } from "#core/finding/listed-finding.ts";
import { findingRule } from "#core/finding/registry.ts";
import { lastEndedPeriod, rangeOfPeriod } from "#core/time/period.ts";
import { findingAssumptionCollection, findingMarkCollection } from "../../host/findings.ts";
import { NAMES } from "../explain-answer.ts";
import { followJob } from "../follow-job.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, monthOf, NOTHING_HELD, oneOf } from "./figure-kind.ts";

export const FINDING = {
  takes: ["month", "currency", "measure"],
  takesName: true,
  help: `  finding [RULE]         of all findings of a month, or of one rule as "cloudspend findings --json" names it;
                         --measure ${FINDING_MEASURES.join(", ")}; kept, which is after overlaps, without it;
                         --month (the newest that has ended), --currency`,
  answer: finding,
} as const satisfies FigureKind;

async function finding(asked: Asked): Promise<ExplainedFigure | string> {
  const { client, schema, directory, name, currency, signal } = asked;
  const measure = oneOf(FINDING_MEASURES, asked.options.measure, "kept");
  if (name !== undefined && findingRule(name) === null)
    throw new UsageError(`there is no rule "${name}"; "cloudspend findings --json" tells the rules`);
  if (schema.range === null) return NOTHING_HELD;
  const range = rangeOfPeriod(monthOf(asked) ?? lastEndedPeriod(schema.range));
  const marks = await findingMarkCollection(() => directory).list();
  const kept = await findingAssumptionCollection(() => directory).list();
  const set = kept.map(({ finding: rule, assumption, value }) => ({ finding: rule, id: assumption, value }));
  const request = { range, currency, assumptions: set };
  await followJob(client, await client.findings.run(request), asked.terminal);
  const answer = await client.findings.list(
    { ...request, leaveOut: leftOut(marks, ALL_FINDINGS) },
    { signal },
  );
  if (answer === null) return NOTHING_HELD;
  const question = {
    kind: "finding",
    measure,
    findingId: name ?? null,
    item: null,
    confidence: null,
    filter: ALL_FINDINGS,
    range,
    currency,
  } as const;
  const explained = { answer, listed: listFindings(answer, marks, ALL_FINDINGS), item: null, set };
  return findingFigure(question, explained, NAMES) ?? "nothing of the kind was found in this month.";
}
