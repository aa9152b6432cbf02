import type { FieldProblem } from "#core/account/draft-account.ts";
import type { Stage } from "#core/account/draft.ts";

export type WizardField = FieldProblem["field"];

const STAGE_OF: Readonly<Partial<Record<WizardField, Stage>>> = {
  displayName: 1,
  link: 1,
  profile: 1,
  keys: 1,
  roleArn: 1,
  reportName: 3,
  bucket: 3,
  prefix: 3,
  region: 3,
  startDate: 3,
  place: 3,
  athenaRegion: 3,
  workgroup: 3,
  catalog: 3,
  database: 3,
  table: 3,
  output: 3,
  askAboveGb: 3,
  perQueryGb: 3,
  perDayGb: 3,
  pricePerTb: 3,
  localMonths: 3,
};

/** The stage a field of the address stands on; null for words that name no field. */
export function stageOfField(name: string): Stage | null {
  const known = Object.entries(STAGE_OF).find(([field]) => field === name);
  return known?.[1] ?? null;
}
