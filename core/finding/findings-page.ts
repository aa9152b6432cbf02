import { BEYOND_THE_BILL } from "./beyond-the-bill.ts";
import { type Assumption, CONFIDENCES, type Confidence, type FindingRule, STAGES } from "./finding.ts";

const CLASSES: Readonly<Record<Confidence, string>> = {
  A: "exact from the bill",
  B: "a published ratio, or the client's own price where the bill has it",
  C: "a heuristic, to be reviewed",
};

/** All that is told about the rules, as a page of the documentation. */
export function findingsPage(rules: readonly FindingRule[]): string {
  return `${[
    "# Findings",
    "Written from the rules in `core/finding/rules`; a test keeps it true.",
    `Classes: ${CONFIDENCES.map((confidence) => `${confidence}, ${CLASSES[confidence]}`).join("; ")}.`,
    `Savings are taken from a cost in this order, each on what is left: ${STAGES.join(", ")}. Of two changes of one stage to the same cost the larger stays. A cost is what one resource was charged for one kind of usage in one month, so no total counts it twice; changes to different costs of one resource both stay. Costs are amortized, net of private discounts where the reports have that.`,
    "Realised, of an accepted finding in a later month that has ended: the smaller of what the rule no longer finds on the same things and what these resources cost less than in the accepted month, never below zero; in the part that overlaps had left.",
    ...rules.map(ruleText),
    "## Cannot be told from a bill",
    BEYOND_THE_BILL.map(({ what, why, where }) => `- ${what}. ${why} ${where}.`).join("\n"),
  ].join("\n\n")}\n`;
}

function ruleText(rule: FindingRule): string {
  const { id, rank, title, confidence, stage, needs, monthsBefore, assumptions, why, formula, fix, source } =
    rule;
  return [
    `## ${rank}. ${title}`,
    why,
    [
      `- Rule: \`${id}\`, class ${confidence}, stage ${stage}`,
      `- Saves: ${formula}`,
      `- Assumes: ${assumptions.length === 0 ? "nothing" : assumptions.map(assumptionWords).join("; ")}`,
      `- Reads: ${needs.join(", ")}${monthsBefore === undefined ? "" : `, and ${monthsBefore} months before`}`,
      `- Console: ${fix.console}`,
      `- Command line: \`${fix.cli}\``,
      `- Source: ${source}`,
    ].join("\n"),
  ].join("\n\n");
}

function assumptionWords({ label, value, unit }: Assumption): string {
  return `${label}: ${value.replace(/\.?0+$/, "")} (${unit})`;
}
