import { EFFECTS } from "../../compare/comparison.ts";
import { effectWords } from "../../format/comparison.ts";
import { CONFIDENCE_WORDS, STAGE_WORDS } from "../../format/findings.ts";
import { metricExplanation, metricName } from "../../format/metrics.ts";
import { compare } from "../../money/decimal.ts";
import { type PageDraft, tablePages } from "../page.ts";
import type { Telling } from "../telling.ts";

/** Definitions, formulas and the deliveries behind every figure. */
export function methodPages(telling: Telling): readonly PageDraft[] {
  return [...definitions(telling), ...fingerprints(telling)];
}

function definitions({ content, format, month, monthBefore, isPartial }: Telling): readonly PageDraft[] {
  const { metric, definition, currency, held } = content;
  const effects = content.drivers.kind === "told" ? content.drivers.value.effects : null;
  const shown = EFFECTS.filter((effect) => effects !== null && compare(effects[effect], "0.0") !== 0);
  const rows: readonly (readonly [string, string, string])[] = [
    [metricName(metric), metricExplanation(metric), "Sum over the line items"],
    [
      "Currency",
      currency === null ? "Nothing was billed." : `${currency}, as AWS billed it. Nothing is converted.`,
      "",
    ],
    [
      "Days",
      `UTC, as AWS bills. ${month} is ${isPartial ? `held for ${format.range(held)} only` : "held whole"}; it is compared with ${monthBefore}.`,
      "",
    ],
    [
      "Exactness",
      "Amounts are added up as exact decimals with 18 places and rounded only where they are written.",
      "",
    ],
    ...shown.map((effect): readonly [string, string, string] => {
      const { name, meaning, formula } = effectWords(effect);
      return [`Driver: ${name}`, meaning, formula];
    }),
    [
      "Used",
      "What commitments cost because of usage, over all they cost.",
      "covered cost / (covered cost + unused)",
    ],
    [
      "Coverage",
      "Usage that commitments paid for, at on-demand prices, over all that they could have paid for.",
      "covered list / (covered list + on demand)",
    ],
    [
      "Net savings",
      "On-demand price of covered usage, less what the commitments charged for it and what of them stayed unused.",
      "covered list − covered cost − unused",
    ],
    ...(["A", "B", "C"] as const).map((confidence): readonly [string, string, string] => [
      `Class ${confidence}: ${CONFIDENCE_WORDS[confidence].name}`,
      CONFIDENCE_WORDS[confidence].meaning,
      "",
    ]),
    [
      "Savings after overlaps",
      `Savings are taken one after the other: ${Object.values(STAGE_WORDS)
        .map(({ name }) => name.toLowerCase())
        .join(
          ", ",
        )}. Of two changes of one kind to the same cost the larger stays, so that no cost is counted twice.`,
      "",
    ],
    [
      "Unknown",
      "What the columns of a report do not tell is said to be not computable or not told. It is never zero.",
      "",
    ],
  ];
  return tablePages({
    title: "How these figures are made",
    table: {
      name: "Definitions",
      columns: [
        { name: "Term", align: "left", width: 220 },
        { name: "Meaning", align: "left", width: 632 },
        { name: "Formula", align: "left", width: 300 },
      ],
      rows,
      sum: null,
    },
    source: `In formulas: c cost, q amount of a purchase option, Q of its product, 0 before and 1 now, t the time held. Written as in ${definition.locale}; the words are English.`,
  });
}

function fingerprints({ content, format }: Telling): readonly PageDraft[] {
  const ordered = content.quality.toSorted((a, b) => (a.billingPeriod < b.billingPeriod ? 1 : -1));
  const summaries = new Map(content.periods.map((period) => [period.deliveryId, period]));
  const rows = ordered.flatMap((report) =>
    report.files.map((file) => [
      format.periodShort(report.billingPeriod),
      baseName(file.source),
      format.count(file.rows),
      file.sha256,
      summaries.get(report.deliveryId)?.importedAt.slice(0, 16).replace("T", " ") ?? "not told",
    ]),
  );
  return tablePages({
    title: "The files behind every figure, with their fingerprints",
    table: {
      name: "Files",
      columns: [
        { name: "Month", align: "left", width: 112 },
        { name: "File", align: "left", width: 290 },
        { name: "Line items", align: "right", width: 90 },
        { name: "SHA-256 of the file as delivered", align: "left", width: 520 },
        { name: "Imported (UTC)", align: "left", width: 140 },
      ],
      rows,
      sum: null,
    },
    source: `Made with ${content.madeWith} at ${content.madeAt.slice(0, 16).replace("T", " ")} UTC.`,
  });
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
