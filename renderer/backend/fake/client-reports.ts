import type { ReportPreview, ReportRequest } from "#core/client-report/report-request.ts";
import { lastEndedPeriod } from "#core/time/period.ts";
import { SCHEMA } from "./facts.ts";

/** A white point: the fake draws nothing. */
export const WHITE_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

const BEFORE = 2;

/** A page for each section, after cover and contents. */
export function previewReport({ definition, month, currency }: ReportRequest): ReportPreview {
  const sections = definition.sections.map((id, at) => ({ id, page: BEFORE + 1 + at }));
  return {
    id: `${definition.client} ${definition.accent} ${sections.map(({ id }) => id).join()}`,
    month: month ?? (SCHEMA.range === null ? "2026-09" : lastEndedPeriod(SCHEMA.range)),
    currency: currency ?? SCHEMA.currencies[0] ?? null,
    pages: BEFORE + sections.length,
    sections,
  };
}
