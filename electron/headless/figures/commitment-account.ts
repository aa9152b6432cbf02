import { commitmentAccountFigure } from "#core/commitment/explain-account.ts";
import { COMMITMENT_ACCOUNT_MEASURES, type ExplainedFigure } from "#core/cost/explain/figure.ts";
import { NAMES } from "../explain-answer.ts";
import { rangeOf } from "../query-arguments.ts";
import { required } from "../usage.ts";
import { type Asked, type FigureKind, NOTHING_HELD, oneOf } from "./figure-kind.ts";

export const COMMITMENT_ACCOUNT = {
  takes: ["from", "to", "arn", "currency", "measure"],
  takesName: true,
  help: `  commitment-account ID  an account as buyer or user of commitments, of all or of one with --arn;
                         --measure ${COMMITMENT_ACCOUNT_MEASURES.join(", ")}; owned without it; --from, --to, --currency`,
  answer: commitmentAccount,
} as const satisfies FigureKind;

async function commitmentAccount({
  client,
  schema,
  name,
  options,
  currency,
  signal,
}: Asked): Promise<ExplainedFigure | string> {
  const measure = oneOf(COMMITMENT_ACCOUNT_MEASURES, options.measure, "owned");
  const account = required(name, "the id of the account");
  const range = rangeOf(options.from, options.to, schema.range);
  if (range === null) return NOTHING_HELD;
  const arn = options.arn ?? null;
  const answer = await client.commitments.query({ range, currency, arn, granularity: "total" }, { signal });
  const question = { kind: "commitmentAccount", measure, account, arn, range, currency } as const;
  return (
    commitmentAccountFigure(question, answer, NAMES) ??
    `these days hold no commitment${arn === null ? "" : ` ${arn}`} that ${account} ${measure === "owned" ? "bought" : "used"}.`
  );
}
