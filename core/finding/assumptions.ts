import { scaledOf } from "../money/decimal.ts";
import type { FindingRule, Given, SetAssumption } from "./finding.ts";

/** The numbers a rule reckons with: those that were set, else those that are published. */
export function givenFor(rule: FindingRule, set: readonly SetAssumption[]): Given {
  return (id) => {
    const published = rule.assumptions.find((assumption) => assumption.id === id);
    if (published === undefined) throw new Error(`${rule.id} assumes nothing called ${id}`);
    const own = set.find((one) => one.finding === rule.id && one.id === id);
    return scaledOf(own?.value ?? published.value);
  };
}

/** Published assumption in force or the own one. */
export function assumptionId(finding: string, id: string): string {
  return `${finding}/${id}`;
}
