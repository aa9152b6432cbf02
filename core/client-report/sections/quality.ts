import { FINALITY, SIGN_OFF_STATES, TIE_OUT_STATES, varianceText } from "../../format/tie-out.ts";
import type { QualityReport } from "../../ingest/quality-report.ts";
import { formatScaled, scaledOf, sum } from "../../money/decimal.ts";
import {
  isStale,
  type SignOff,
  signOffKey,
  type SignOffState,
  signOffState,
} from "../../tie-out/sign-off.ts";
import type { TieOutLedger, TieOutLine, TieOutMonth, TieOutState } from "../../tie-out/tie-out.ts";
import { emptyPage, type PageDraft, tablePages } from "../page.ts";
import { type Telling, whyNot } from "../telling.ts";

/** Whether the deliveries are sound, and whether they tie to what AWS invoiced. */
export function qualityPages(telling: Telling): readonly PageDraft[] {
  const { tieOut } = telling.content;
  return [
    ...deliveryTable(telling),
    ...failingChecks(telling),
    ...(tieOut.kind === "told"
      ? [...tieOutTable(telling, tieOut.value), ...signOffTable(telling, tieOut.value)]
      : [emptyPage("Tie-out to invoices", whyNot(tieOut))]),
  ];
}

/** How many of the import's equations hold, in one sentence. */
export function qualitySentence({ content, format }: Telling): string {
  const counted = content.quality.filter(({ counted }) => counted);
  const { holding, failing } = checksOf(counted);
  const deliveries = `${format.count(counted.length)} ${counted.length === 1 ? "delivery" : "deliveries"}`;
  if (failing > 0)
    return `${format.count(failing)} of ${format.count(failing + holding)} checks do not hold over ${deliveries}`;
  return `All ${format.count(holding)} checks that apply hold over ${deliveries}`;
}

function checksOf(reports: readonly QualityReport[]): { readonly holding: number; readonly failing: number } {
  const all = reports.flatMap(({ identities }) => identities);
  return {
    holding: all.filter(({ outcome }) => outcome === "holds").length,
    failing: all.filter(({ outcome }) => outcome === "fails").length,
  };
}

const FORMATS = { legacy: "Legacy CUR", cur2: "CUR 2.0", focus: "FOCUS" } as const;

function deliveryTable(telling: Telling): readonly PageDraft[] {
  const { content, format } = telling;
  const ordered = content.quality.toSorted((a, b) => (a.billingPeriod < b.billingPeriod ? 1 : -1));
  const summaries = new Map(content.periods.map((period) => [period.deliveryId, period]));
  return tablePages({
    title: qualitySentence(telling),
    table: {
      name: "Deliveries",
      columns: [
        { name: "Month", align: "left", width: 112 },
        { name: "Report", align: "left", width: 240 },
        { name: "Format", align: "left", width: 96 },
        { name: "Line items", align: "right", width: 100 },
        { name: "Unblended cost", align: "right", width: 150 },
        { name: "Checks that hold", align: "right", width: 108 },
        { name: "Repaired cells", align: "right", width: 96 },
        { name: "Invoiced by AWS", align: "left", width: 110 },
        { name: "In the figures", align: "left", width: 140 },
      ],
      rows: ordered.map((report) => {
        const { holding, failing } = checksOf([report]);
        const summary = summaries.get(report.deliveryId);
        const repaired = report.repairs.reduce((cells, repair) => cells + repair.cells, 0);
        return [
          format.periodShort(report.billingPeriod),
          report.reportName,
          FORMATS[report.format],
          format.count(report.rowsRead),
          summary === undefined ? "not told" : format.money(summary.unblended, summary.currency),
          `${format.count(holding)} of ${format.count(holding + failing)}`,
          format.count(repaired),
          FINALITY[report.invoice].label,
          report.counted ? "Yes" : "No, another report has the month",
        ];
      }),
      sum: null,
    },
    source:
      "All deliveries the workspace holds, checked on import. Checks: the equations AWS billing data must satisfy, and that every row counted in the files is stored. Repaired: read in another form than AWS documents.",
  });
}

function failingChecks({ content, format }: Telling): readonly PageDraft[] {
  const failing = content.quality.flatMap(({ billingPeriod, reportName, identities, counted }) =>
    identities
      .filter(({ outcome }) => outcome === "fails")
      .map((check) => ({ billingPeriod, reportName, counted, check })),
  );
  if (failing.length === 0) return [];
  return tablePages({
    title: `${format.count(failing.length)} ${failing.length === 1 ? "check does" : "checks do"} not hold`,
    table: {
      name: "Checks that do not hold",
      columns: [
        { name: "Month", align: "left", width: 112 },
        { name: "Report", align: "left", width: 200 },
        { name: "Check", align: "left", width: 280 },
        { name: "Of", align: "left", width: 200 },
        { name: "Expected", align: "right", width: 120 },
        { name: "Found", align: "right", width: 120 },
        { name: "Difference", align: "right", width: 120 },
      ],
      rows: failing.map(({ billingPeriod, reportName, check }) => [
        format.periodShort(billingPeriod),
        reportName,
        `${check.id}: ${check.note}`,
        check.subject ?? "the whole delivery",
        format.quantity(check.expected),
        format.quantity(check.actual),
        format.quantity(check.difference),
      ]),
      sum: null,
    },
    source: "Compared within the rounding of AWS's own rows.",
  });
}

/** States of what no invoice was entered for, in the order they are told. */
const TIE_OUT_STATE_IDS: readonly TieOutState[] = ["notEntered", "open", "notInBill", "noBill"];

/** How the invoices tie, in one sentence. */
export function tieOutSentence({ content, format }: Telling): string | null {
  if (content.tieOut.kind !== "told") return null;
  const lines = content.tieOut.value.months.flatMap((month) => month.lines);
  const entered = lines.filter(({ invoice }) => invoice !== null);
  if (entered.length === 0) return "No invoice was entered, so that nothing is held against the bill";
  const fine = entered.filter(({ state }) => state === "ties" || state === "explained");
  return `${format.count(fine.length)} of ${format.count(entered.length)} entered invoices tie to the bill or are explained by its charges`;
}

function tieOutTable(telling: Telling, { months }: TieOutLedger): readonly PageDraft[] {
  const { format, content } = telling;
  const entered = months.flatMap(({ lines }) => lines.filter(({ invoice }) => invoice !== null));
  if (months.every(({ lines }) => lines.length === 0))
    return [emptyPage("Tie-out to invoices", "The workspace holds neither bills nor invoices to tie.")];
  return tablePages({
    title: tieOutSentence(telling) ?? "Tie-out to invoices",
    table: {
      name: "Tie-out to invoices",
      columns: [
        { name: "Month", align: "left", width: 96 },
        { name: "Payer", align: "left", width: 146 },
        { name: "Invoice", align: "left", width: 150 },
        { name: "Bill", align: "right", width: 134 },
        { name: "Invoiced", align: "right", width: 134 },
        { name: "Variance", align: "right", width: 116 },
        { name: "State", align: "left", width: 112 },
        { name: "Why", align: "left", width: 264 },
      ],
      rows: months.flatMap((month) => [
        ...month.lines
          .filter(({ invoice }) => invoice !== null)
          .map((line) => enteredRow(telling, month, line)),
        ...restRows(telling, month),
      ]),
      sum: null,
    },
    source: `Variance: invoiced less bill. ${unexplainedWords(entered, format, content.currency)} Every explanation sums to its variance, to the last digit. Each invoice by itself is in the workbook.`,
  });
}

/** Months that somebody has signed off, the newest first, with what has become of them since. */
export function signedMonths(
  { months }: TieOutLedger,
  signOffs: readonly SignOff[],
): readonly { readonly month: TieOutMonth; readonly signOff: SignOff; readonly state: SignOffState }[] {
  return months.flatMap((month) => {
    const signOff = signOffs.find(({ id }) => id === signOffKey(month));
    return signOff === undefined ? [] : [{ month, signOff, state: signOffState(signOff, month) }];
  });
}

function signOffTable({ content, format }: Telling, ledger: TieOutLedger): readonly PageDraft[] {
  const signed = signedMonths(ledger, content.signOffs);
  if (signed.length === 0) return [];
  const standing = signed.filter(({ state }) => !isStale(state)).length;
  return tablePages({
    title: `${format.count(signed.length)} ${signed.length === 1 ? "month is" : "months are"} signed off${standing === signed.length ? "" : `; ${format.count(signed.length - standing)} changed since`}`,
    table: {
      name: "Months signed off",
      columns: [
        { name: "Month", align: "left", width: 110 },
        { name: "Payer", align: "left", width: 170 },
        { name: "Signed off by", align: "left", width: 190 },
        { name: "At (UTC)", align: "left", width: 140 },
        { name: "Since then", align: "left", width: 242 },
        { name: "Note", align: "left", width: 300 },
      ],
      rows: signed.map(({ month, signOff, state }) => [
        format.periodShort(month.billingPeriod),
        payerOf(month),
        signOff.by,
        signOff.at.slice(0, 16).replace("T", " "),
        SIGN_OFF_STATES[state].label,
        signOff.note,
      ]),
      sum: null,
    },
    source:
      "A sign-off is of the sums and files that were there then; it is held against those that are there now.",
  });
}

function enteredRow({ format, content }: Telling, month: TieOutMonth, line: TieOutLine): readonly string[] {
  const currency = currencyOf(line) ?? content.currency;
  const money = (amount: string | null): string =>
    amount === null ? "not told" : format.money(amount, currency);
  return [
    format.periodShort(month.billingPeriod),
    payerOf(month),
    line.invoiceId ?? line.invoice?.entity ?? "no invoice yet",
    money(line.bill?.amount ?? null),
    money(line.invoiced),
    line.variance === null ? "" : money(line.variance),
    TIE_OUT_STATES[line.state].label,
    line.why.map((part) => `${varianceText(part)} ${money(part.amount)}`).join("; "),
  ];
}

/** What of a month nobody has held an invoice against, one row per currency and state. */
function restRows({ format }: Telling, month: TieOutMonth): readonly (readonly string[])[] {
  const rest = month.lines.filter(({ invoice }) => invoice === null);
  return TIE_OUT_STATE_IDS.flatMap((state) =>
    currenciesOf(rest).flatMap((currency) => {
      const lines = rest.filter((line) => line.state === state && line.currency === currency);
      if (lines.length === 0) return [];
      const [first] = lines;
      const bill = sum(lines.flatMap((line) => line.bill?.amount ?? []));
      return [
        [
          format.periodShort(month.billingPeriod),
          payerOf(month),
          lines.length === 1
            ? (first?.invoiceId ?? "no invoice yet")
            : `${format.count(lines.length)} invoices`,
          format.money(bill, currency),
          "not entered",
          "",
          TIE_OUT_STATES[state].label,
          month.finality === "final" ? "" : FINALITY[month.finality].label,
        ],
      ];
    }),
  );
}

function payerOf({ payerName, payerAccountId }: TieOutMonth): string {
  return payerName ?? payerAccountId ?? "not told";
}

function currencyOf({ currency, invoice }: TieOutLine): string | null {
  return currency ?? invoice?.currency ?? null;
}

function currenciesOf(lines: readonly TieOutLine[]): readonly (string | null)[] {
  return [...new Set(lines.map(({ currency }) => currency))];
}

/** Rests of one currency are added up, whatever their sign; those of several are told one by one. */
function unexplainedWords(
  entered: readonly TieOutLine[],
  format: Telling["format"],
  reported: string | null,
): string {
  const rests = new Map<string | null, bigint>();
  for (const line of entered) {
    const rest = line.why.reduce((total, part) => {
      const amount = part.kind === "unexplained" ? scaledOf(part.amount) : 0n;
      return total + (amount < 0n ? -amount : amount);
    }, 0n);
    const currency = currencyOf(line) ?? reported;
    rests.set(currency, (rests.get(currency) ?? 0n) + rest);
  }
  if (rests.size === 0) return "No invoice was entered, so that nothing can be unexplained.";
  const told = [...rests].map(([currency, rest]) => format.money(formatScaled(rest), currency));
  return `Unexplained in all: ${told.join(", ")}.`;
}
