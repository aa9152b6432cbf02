import type { ReportFormat } from "../delivery/delivery.ts";

/** What the formats of reports are called. */
export const FORMAT_WORDS: Readonly<Record<ReportFormat, string>> = {
  legacy: "Legacy CUR",
  cur2: "CUR 2.0",
  focus: "FOCUS",
};
