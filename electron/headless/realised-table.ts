import type { MeasuredFinding } from "#core/finding/findings-query.ts";
import { formatScaled, scaledOf, sum } from "#core/money/decimal.ts";
import { moneyColumn } from "./money.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

type Telling = { readonly json: boolean; readonly titleOf: (finding: string) => string };

/** Accepted findings, month by month since then. */
export function tellRealised(
  measured: readonly MeasuredFinding[],
  { json, titleOf }: Telling,
  terminal: Terminal,
): void {
  if (json) return terminal.out(`${JSON.stringify(measured, null, 2)}\n`);
  if (measured.length === 0) return terminal.out("No finding is accepted whose month the workspace holds.\n");
  const rows = measured.flatMap(({ finding, month, expected, currency, months }) =>
    months.map((later) => ({ finding, accepted: month, expected, currency, ...later })),
  );
  if (rows.length === 0) return terminal.out("No month has ended since the findings were accepted.\n");
  const expected = moneyColumn(rows.map((row) => row.expected));
  const still = moneyColumn(rows.map((row) => row.still));
  const realised = moneyColumn(rows.map((row) => row.realised));
  terminal.out(
    table(
      [
        { name: "Finding", align: "left" },
        { name: "Accepted", align: "left" },
        { name: "Month", align: "left" },
        { name: "Currency", align: "left" },
        { name: "Expected", align: "right" },
        { name: "Still found", align: "right" },
        { name: "Realised", align: "right" },
      ],
      rows.map(({ finding, accepted, month, currency }, at) => [
        titleOf(finding),
        accepted,
        month,
        currency,
        expected[at] ?? "",
        still[at] ?? "",
        realised[at] ?? "",
      ]),
    ),
  );
  for (const currency of new Set(rows.map((row) => row.currency))) {
    const own = rows.filter((row) => row.currency === currency);
    const [all, promised] = [own.map((row) => row.realised), own.map((row) => row.expected)].map(sum);
    terminal.out(
      `Realised ${formatScaled(scaledOf(all ?? "0.0"))} of ${formatScaled(scaledOf(promised ?? "0.0"))} ${currency} expected.\n`,
    );
  }
}
