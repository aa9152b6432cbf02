import type { Anomaly } from "#core/anomaly/anomaly.ts";
import type { TimePicture } from "../../charts/series.ts";

/** The days around an anomaly: those that stand out in a colour of their own, and what was expected of them. */
export function anomalyPicture({ days, kind }: Anomaly): TimePicture {
  const isPart = days.map(({ expected }) => expected !== null);
  const values = days.map(({ actual }) => Number(actual));
  return {
    kind: "bars",
    isUncut: true,
    buckets: days.map(({ day }) => day),
    series: [
      {
        id: "usual",
        name: "Charged",
        ink: "other",
        values: values.map((value, at) => (isPart[at] === true ? 0 : value)),
      },
      {
        id: "anomaly",
        name: kind === "leak" ? "Last four weeks" : "Stands out",
        ink: 1,
        values: values.map((value, at) => (isPart[at] === true ? value : 0)),
      },
    ],
    reference: {
      id: "expected",
      name: kind === "leak" ? "First four weeks" : "Usual",
      ink: "plain",
      values: days.map(({ expected }) => (expected === null ? null : Number(expected))),
    },
  };
}
