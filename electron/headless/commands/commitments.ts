import { isPlanType, PLAN_TYPES, type PlanType } from "#core/commitment/commitment.ts";
import { formatScaled, parseScaled, type Decimal } from "#core/money/decimal.ts";
import type { DateRange } from "#core/time/period.ts";
import { commitmentsJson, commitmentsText } from "../commitment-answer.ts";
import { commitmentsAway } from "../../in-place/commitments-away.ts";
import { ATHENA_OPTIONS, bothPlaces, isAthena } from "../athena/table-away.ts";
import { rangeOf } from "../query-arguments.ts";
import { simulationJson, simulationText } from "../simulation-answer.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend commitments - Savings Plans and reservations: utilisation, coverage, savings, expiry, and a simulator

Usage: cloudspend commitments --workspace DIR [--from DAY] [--to DAY] [--currency C] [--json]
       cloudspend commitments --workspace DIR --simulate [options]

  --workspace DIR      the workspace folder
  --from YYYY-MM-DD    first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD      last day (UTC), which is INCLUDED; without it everything to the last day held
  --currency C         answer in this currency where there are several; amounts are never converted
  --engine both        months that the workspace does not hold are asked for in AWS: facts by the day, once for each
                       delivery. --table, --database, --region and the others are those of cloudspend query
  --json               exact amounts as decimal strings, rates as numbers from 0 to 1, null for what is not known

  --simulate           try a Savings Plan on every hour on disk
  --type T             ${PLAN_TYPES.join(", ")}; without it Compute
  --scope S            family and Region of an EC2Instance plan: 'm6i eu-west-1'
  --all-usage          size what Savings Plans cover today as well, as when they expire
  --discount P         discount on the on-demand price in percent; without it that of the workspace's own line items
  --commitment A       commitment per hour; without it the one that saves most
  --drop P             fall of usage in percent that the risk is worked out for; without it 10

Utilisation of Savings Plans is used / total commitment, that of reservations 1 - unused / reserved hours. Coverage of
Savings Plans is covered / eligible spend at on-demand prices, that of reservations in normalized instance hours. The
effective savings rate is net savings / eligible spend; Spot and negotiated discounts are left out. Unused cost of a
reservation is spread evenly over the days it covers.
`;

export const commitmentsCommand: Command = {
  name: "commitments",
  summary: "utilisation, coverage, savings and expiry of Savings Plans and reservations",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      currency: { type: "string" },
      json: { type: "boolean" },
      simulate: { type: "boolean" },
      type: { type: "string" },
      scope: { type: "string" },
      "all-usage": { type: "boolean" },
      discount: { type: "string" },
      commitment: { type: "string" },
      drop: { type: "string" },
      engine: { type: "string" },
      ...ATHENA_OPTIONS,
    });
    noMore(positionals);
    const directory = required(values.workspace, "--workspace");
    rangeOf(values.from, values.to, null);
    const currency = values.currency?.toUpperCase() ?? null;
    const plan = {
      planType: planTypeOf(values.type),
      scope: values.scope ?? null,
      includesCovered: values["all-usage"] === true,
      discount: discountOf(values.discount),
      commitment: amountOf(values.commitment, "--commitment"),
      dropPercent: percentOf(values.drop ?? "10", "--drop"),
    };
    if (values.simulate === true && isAthena(values))
      throw new UsageError("--simulate needs the hours on disk, not Athena");
    const places = await bothPlaces(values, terminal);
    const today = terminal.now().toISOString().slice(0, 10);
    const text = await withWorkspace(directory, terminal, async (client) => {
      const range = await places.range(client);
      if (range === null)
        return values.json === true ? "null\n" : "The workspace holds no billing period yet.\n";
      const options = { signal: terminal.signal };
      if (values.simulate === true) {
        const answer = await client.commitments.simulate({ ...plan, range, currency }, options);
        return values.json === true ? simulationJson(range, answer) : simulationText(plan, answer);
      }
      const query = { range, currency, granularity: granularityFor(range), arn: null };
      const answer = await places.answer(
        client,
        () => client.commitments.query(query, options),
        () => commitmentsAway(query),
      );
      return values.json === true ? commitmentsJson(range, answer, today) : commitmentsText(answer, today);
    });
    terminal.out(text);
    return 0;
  },
};

function granularityFor({ from, to }: DateRange): "day" | "month" {
  return from.slice(0, 7) === to.slice(0, 7) ? "day" : "month";
}

function planTypeOf(text: string | undefined): PlanType {
  const found = PLAN_TYPES.find((type) => type.toLowerCase() === (text ?? "Compute").toLowerCase());
  if (found === undefined || !isPlanType(found))
    throw new UsageError(`there is no Savings Plan type "${text}", only ${PLAN_TYPES.join(", ")}`);
  return found;
}

function discountOf(text: string | undefined): Decimal | null {
  if (text === undefined) return null;
  const percent = parseScaled(text);
  if (percent === null || percent <= 0n || percent >= 100n * 10n ** 18n)
    throw new UsageError(`--discount must be a percentage above 0 and below 100, not "${text}"`);
  return formatScaled(percent / 100n);
}

function amountOf(text: string | undefined, option: string): Decimal | null {
  if (text === undefined) return null;
  const amount = parseScaled(text);
  if (amount === null || amount < 0n) throw new UsageError(`${option} must be an amount, not "${text}"`);
  return formatScaled(amount);
}

function percentOf(text: string, option: string): number {
  const percent = Number(text);
  if (text.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new UsageError(`${option} must be a percentage from 0 to 100, not "${text}"`);
  return percent;
}
