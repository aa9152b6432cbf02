import type { Anomaly, AnomalyState } from "#core/anomaly/anomaly.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { addDays } from "#core/time/period.ts";
import { ANOMALY_KINDS, ANOMALY_STATES, seriesKind, seriesWords } from "../../format/anomalies.ts";
import { dimensionName, valueName } from "../../format/dimensions.ts";
import { plainRatio } from "#core/format/numeric.ts";

type Table = Omit<ExportTable, "title">;
type Listed = Anomaly & { readonly state: AnomalyState };

/** Every anomaly, whatever was made of it. */
export function anomalyTable(
  anomalies: readonly Listed[],
  currency: string | null,
  noteOf: (id: string) => string,
): Table {
  return {
    columns: [
      column("Kind"),
      column("Watched"),
      column("Value"),
      column("From", "date"),
      column("To", "date"),
      moneyColumn("Actual", currency),
      moneyColumn("Expected", currency),
      moneyColumn("Impact", currency),
      column("State"),
      column("Note"),
    ],
    rows: anomalies.map((one) => [
      ANOMALY_KINDS[one.kind].name,
      seriesKind(one.series),
      seriesWords(one.series),
      one.range.from,
      addDays(one.range.to, -1),
      one.actual,
      one.expected,
      one.impact,
      ANOMALY_STATES[one.state],
      noteOf(one.id) || null,
    ]),
  };
}

/** What stands behind each of them. */
export function driverTable(anomalies: readonly Listed[], currency: string | null): Table {
  return {
    columns: [
      column("Anomaly"),
      column("From", "date"),
      column("Dimension"),
      column("Value"),
      moneyColumn("Expected", currency),
      moneyColumn("Actual", currency),
      column("Explains %", "percent"),
    ],
    rows: anomalies.flatMap(({ series, range, drivers }) =>
      drivers.map(({ dimension, value, label, before, now, share }) => [
        seriesWords(series),
        range.from,
        dimensionName(dimension),
        valueName(dimension, value, label),
        before,
        now,
        share === null ? null : plainRatio(share),
      ]),
    ),
  };
}
