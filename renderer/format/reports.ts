import type { DeliveryCandidate, PeriodSummary } from "#core/ingest/import-report.ts";
import type { IdentityCheck, QualityReport, Repair } from "#core/ingest/quality-report.ts";

type Words = { readonly name: string; readonly meaning: string };

export const CANDIDATE_WORDS: Readonly<Record<DeliveryCandidate["state"], Words>> = {
  new: { name: "New", meaning: "This billing period is not in the workspace yet." },
  replaces: {
    name: "Replaces",
    meaning: "A newer delivery of a period the workspace holds; it takes its place.",
  },
  unchanged: {
    name: "Already here",
    meaning: "The same bytes are in the workspace; importing them changes nothing.",
  },
  superseded: {
    name: "Older",
    meaning: "The workspace or this selection holds a newer delivery of the same period.",
  },
};

export const QUALITY_WORDS: Readonly<Record<PeriodSummary["quality"], Words>> = {
  good: { name: "Good", meaning: "Everything was read as AWS documents it and every check holds." },
  notes: { name: "Notes", meaning: "Complete, with something worth knowing." },
  problems: { name: "Problems", meaning: "A check fails or something could not be read." },
};

export const INVOICE_WORDS: Readonly<Record<QualityReport["invoice"], Words>> = {
  open: { name: "Open", meaning: "AWS has not invoiced this month yet; amounts still change." },
  closing: { name: "Closing", meaning: "Some charges carry an invoice id; the rest may still change." },
  final: { name: "Invoiced", meaning: "Every charge carries an invoice id." },
  unknown: { name: "Not stated", meaning: "The report has no invoice ids." },
};

export const IDENTITY_WORDS: Readonly<Record<IdentityCheck["id"], Words>> = {
  rows: {
    name: "Every row is stored",
    meaning: "Rows read from the files equal rows kept in the workspace.",
  },
  rollup: { name: "Daily totals match", meaning: "The totals behind the charts add up to the line items." },
  I1: {
    name: "Unblended and amortized agree",
    meaning: "Unblended cost equals amortized cost plus commitment true-ups and upfront fees.",
  },
  I2: {
    name: "Net adds up",
    meaning: "Net unblended cost equals unblended cost over all rows, discounts included.",
  },
  I3: {
    name: "Savings Plans balance",
    meaning:
      "Per plan: effective cost of covered usage equals its fees, and negations cancel the covered usage.",
  },
  I4: {
    name: "Reservations balance",
    meaning: "Per reservation: used and unused effective cost equal recurring fee plus amortized upfront.",
  },
  I5: { name: "Invoices add up", meaning: "Charges per invoice id, rows without one set aside." },
  I6: {
    name: "FOCUS commitments balance",
    meaning: "Per commitment: used and unused effective cost equal what was purchased.",
  },
};

export const REPAIR_WORDS: Readonly<Record<Repair["kind"], string>> = {
  eNotation: "Numbers in E-notation read exactly",
  blankNumber: "Blank numbers read as nothing",
  nullText: "The word NULL read as nothing",
  unreadableNumber: "Text where a number belongs, kept as text",
  timeForm: "Times in another form read as UTC",
  unreadableTime: "Text where a time belongs, kept as text",
  shortRow: "Short rows filled with nothing",
  unreadableMap: "Map text that could not be read, kept as text",
};
