import {
  NEW_REPORT,
  REPORT_SECTIONS,
  type ReportDefinition,
  type ReportSection,
} from "#core/client-report/report-definition.ts";

/** Colours to begin with, all readable on white. */
export const ACCENTS: readonly { readonly name: string; readonly value: string }[] = [
  { name: "Navy", value: "#1f4e79" },
  { name: "Petrol", value: "#0f5c63" },
  { name: "Green", value: "#2f6b3a" },
  { name: "Plum", value: "#6b2d5c" },
  { name: "Brick", value: "#9b2c1f" },
  { name: "Graphite", value: "#374151" },
];

/** A report as it is before anything was chosen. */
export function newReport(id: string, client: string): ReportDefinition {
  return { ...NEW_REPORT, id, client };
}

/** `Acme – AWS cost review`: by what a kept report is known. */
export function nameOf({ client, title }: Pick<ReportDefinition, "client" | "title">): string {
  return [client.trim(), title.trim()].filter((part) => part !== "").join(" – ");
}

/** The report as it is kept: in the place of the one of the same name, else beside the others. */
export function keptAs(
  report: ReportDefinition,
  kept: readonly ReportDefinition[],
  newId: string,
): ReportDefinition {
  const name = nameOf(report);
  const same = kept.find((one) => nameOf(one) === name);
  if (same !== undefined) return { ...report, id: same.id };
  return kept.some(({ id }) => id === report.id) ? { ...report, id: newId } : report;
}

/** Whether the report is kept as it is. */
export function holds(kept: readonly ReportDefinition[], report: ReportDefinition): boolean {
  const told = factsOf(report);
  return kept.some((one) => factsOf(one) === told);
}

function factsOf(report: ReportDefinition): string {
  const { title, client, preparedBy } = report;
  const plain = { ...report, title: title.trim(), client: client.trim(), preparedBy: preparedBy.trim() };
  return JSON.stringify(Object.entries(plain).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

export type SectionChoice = { readonly id: ReportSection; readonly isOn: boolean };

/** The chosen sections in their order, then the others in the order a reader expects. */
export function sectionChoices(
  sections: readonly ReportSection[],
  shown: readonly ReportSection[] = REPORT_SECTIONS,
): readonly SectionChoice[] {
  const all = [...shown, ...REPORT_SECTIONS.filter((id) => !shown.includes(id))];
  return all.map((id) => ({ id, isOn: sections.includes(id) }));
}

/** Moves one to a place of the list. */
export function moved(
  choices: readonly SectionChoice[],
  id: ReportSection,
  to: number,
): readonly SectionChoice[] {
  const from = choices.findIndex((choice) => choice.id === id);
  const choice = choices[from];
  if (choice === undefined || to < 0 || to >= choices.length) return choices;
  return choices.toSpliced(from, 1).toSpliced(to, 0, choice);
}

/** Takes a section in or out; the last one stays. */
export function switched(choices: readonly SectionChoice[], id: ReportSection): readonly SectionChoice[] {
  const after = choices.map((choice) => (choice.id === id ? { ...choice, isOn: !choice.isOn } : choice));
  return after.some(({ isOn }) => isOn) ? after : choices;
}

export function sectionsOf(choices: readonly SectionChoice[]): readonly ReportSection[] {
  return choices.filter(({ isOn }) => isOn).map(({ id }) => id);
}
