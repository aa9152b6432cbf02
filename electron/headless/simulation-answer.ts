import type { PlanOutcome, SimulationAnswer, SimulationQuery } from "#core/commitment/simulation.ts";
import { ratio } from "#core/money/decimal.ts";
import type { DateRange } from "#core/time/period.ts";
import { percent } from "./commitment-answer.ts";
import { count, moneyColumn } from "./money.ts";
import { table, type TableColumn } from "./table.ts";

/** The answer for scripts. */
export function simulationJson(range: DateRange, answer: SimulationAnswer): string {
  return `${JSON.stringify({ range, ...answer }, null, 2)}\n`;
}

/** The answer for people. */
export function simulationText(
  plan: Pick<SimulationQuery, "planType" | "dropPercent">,
  answer: SimulationAnswer,
): string {
  const { best, chosen, discount, currency, hours, spreadHours } = answer;
  if (hours === 0) return "The workspace holds no hour of this range.\n";
  if (discount === null || best === null || chosen === null)
    return `No usage of this range was covered by a ${plan.planType} Savings Plan, so the discount is not known; enter it with --discount.\n`;
  const isOwn = best.commitment !== chosen.commitment;
  const columns: readonly TableColumn[] = [
    { name: `${plan.planType} Savings Plan${currency === null ? "" : ` (${currency})`}`, align: "left" },
    { name: "Saves most", align: "right" },
    ...(isOwn ? [{ name: "As entered", align: "right" as const }] : []),
  ];
  const outcomes = isOwn ? [best, chosen] : [best];
  const money = (name: string, of: (outcome: PlanOutcome) => string): readonly string[] => [
    name,
    ...moneyColumn(outcomes.map(of)),
  ];
  const rows = [
    ["Commitment an hour", ...outcomes.map(({ commitment }) => moneyColumn([commitment])[0] ?? "")],
    money("Commitment over all hours", ({ cost }) => cost),
    money("Covered usage, on-demand price", ({ covered }) => covered),
    money("Saving", ({ saving }) => saving),
    money(`Saving if usage falls by ${plan.dropPercent} %`, ({ savingAfterDrop }) => savingAfterDrop),
    ["Utilisation", ...outcomes.map(({ utilisation }) => percent(utilisation))],
    ["Coverage", ...outcomes.map(({ coverage }) => percent(coverage))],
  ];
  const fatal = answer.fatalDropPercent;
  const notes = [
    `Discount ${percent(ratio(discount.rate, "1.0"))} (${discount.source === "given" ? "as entered" : "of the own line items"}), break-even at ${percent(ratio(answer.breakEven ?? "0.0", "1.0"))} utilisation.`,
    `${count(hours)} hours${spreadHours === 0 ? "" : `, ${count(spreadHours)} of them spread evenly from files that hold days`}.`,
    ...(fatal === null
      ? []
      : [
          `A fall of usage by ${fatal} % takes all of the saving${isOwn ? " of the commitment entered" : ""}.`,
        ]),
  ];
  return `${table(columns, rows)}\n${notes.join("\n")}\n`;
}
