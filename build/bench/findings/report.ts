import { median } from "../median.ts";
import { printTable } from "../print-table.ts";
import type { FindingsFigures, RuleFigures } from "./measure.ts";

/** A rule of ours, with its twelve months of history, against a published query of one month. */
const TARGET = 1.5;

/** Prints the comparison and one JSON line for machines. */
export function reportFindings({ rows, pairs }: FindingsFigures): void {
  const perRule = ({ cpuMs, rules }: RuleFigures): number => cpuMs / rules;
  const ratio = median(pairs.map(({ ours, baseline }) => perRule(ours) / perRule(baseline)));
  const side = (name: "ours" | "baseline"): readonly string[] => {
    const own = pairs.map((pair) => pair[name]);
    const [first] = own;
    return [
      name === "ours" ? "all rules" : "published queries",
      String(first?.rules ?? 0),
      `${(median(own.map(({ ms }) => ms)) / 1000).toFixed(2)} s`,
      `${(median(own.map(({ cpuMs }) => cpuMs)) / 1000).toFixed(2)} s`,
      `${median(own.map(perRule)).toFixed(0)} ms`,
      `${Math.max(...own.map(({ peakMb }) => peakMb)).toFixed(0)} MB`,
    ];
  };
  printTable([
    ["findings of a month", "rules", "time", "processor", "per rule", "peak"],
    [...side("ours")],
    [...side("baseline")],
  ]);
  const verdict = ratio <= TARGET ? "met" : "missed";
  console.log(`\nprocessor time per rule, ratio: ${ratio.toFixed(2)}x, target <= ${TARGET}x, ${verdict}`);
  console.log(`\n${JSON.stringify({ rows, ratio: Number(ratio.toFixed(3)), pairs })}`);
}
