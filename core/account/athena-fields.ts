import { parseScaled } from "../money/decimal.ts";
import { type ReportPlace, type ScanLimits, USUAL_LIMITS, USUAL_LOCAL_MONTHS } from "./report-place.ts";

/** Where line items are read, as it is typed in the wizard. */
export type PlaceFields = {
  readonly place: ReportPlace["type"];
  readonly athenaRegion: string;
  readonly workgroup: string;
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
  /** Empty leaves it to the workgroup. */
  readonly output: string;
  /** 10^9 bytes, like the two that follow. */
  readonly askAboveGb: string;
  readonly perQueryGb: string;
  readonly perDayGb: string;
  /** US dollars. */
  readonly pricePerTb: string;
  readonly localMonths: string;
};

/** A field that keeps the account from being saved; one sentence without its full stop. */
export type PlaceProblem = { readonly field: keyof PlaceFields; readonly problem: string };

const GIGABYTE = 1_000_000_000;
const MOST_MONTHS = 120;

export const LOCAL_FIELDS: PlaceFields = {
  place: "local",
  athenaRegion: "",
  workgroup: "primary",
  catalog: "AwsDataCatalog",
  database: "",
  table: "",
  output: "",
  ...limitFields(USUAL_LIMITS),
  localMonths: String(USUAL_LOCAL_MONTHS),
};

/** The place that the fields stand for; what is missing stays empty text, and a limit that is no number is the usual one. */
export function placeOfFields(fields: PlaceFields): ReportPlace {
  if (fields.place === "local") return { type: "local" };
  const output = fields.output.trim();
  const inAws = {
    table: {
      region: fields.athenaRegion.trim(),
      workgroup: fields.workgroup.trim(),
      catalog: fields.catalog.trim(),
      database: fields.database.trim(),
      name: fields.table.trim(),
      output: output === "" ? null : output,
    },
    limits: limitsOf(fields),
  };
  if (fields.place === "inPlace") return { type: "inPlace", ...inAws };
  return { type: "both", ...inAws, localMonths: monthsIn(fields.localMonths) ?? USUAL_LOCAL_MONTHS };
}

export function fieldsOfPlace(place: ReportPlace): PlaceFields {
  if (place.type === "local") return LOCAL_FIELDS;
  const { region, name, output, ...table } = place.table;
  return {
    ...LOCAL_FIELDS,
    ...table,
    ...limitFields(place.limits),
    place: place.type,
    athenaRegion: region,
    table: name,
    output: output ?? "",
    ...(place.type === "both" ? { localMonths: String(place.localMonths) } : {}),
  };
}

/** What is missing or no number; nothing for an account that is read on this computer alone. */
export function problemsOfPlace(fields: PlaceFields): readonly PlaceProblem[] {
  if (fields.place === "local") return [];
  const problems: PlaceProblem[] = [];
  const need = (isWrong: boolean, field: keyof PlaceFields, problem: string): void => {
    if (isWrong) problems.push({ field, problem });
  };
  const isBlank = (field: keyof PlaceFields): boolean => fields[field].trim() === "";
  need(isBlank("athenaRegion"), "athenaRegion", "The region of the table is missing");
  need(isBlank("workgroup"), "workgroup", "Choose a workgroup of Athena");
  need(isBlank("catalog"), "catalog", "The data catalogue is missing");
  need(isBlank("database"), "database", "Choose the database of the report");
  need(isBlank("table"), "table", "Choose the table of the report");
  need(
    !isBlank("output") && !/^s3:\/\/[^/]+(\/.*)?$/.test(fields.output.trim()),
    "output",
    "The result location has to be a folder like s3://bucket/folder/",
  );
  need(bytesIn(fields.askAboveGb) === null, "askAboveGb", "The size to ask from has to be a number of GB");
  need(!isLimit(fields.perQueryGb), "perQueryGb", "The limit per query has to be a number of GB above 0");
  need(!isLimit(fields.perDayGb), "perDayGb", "The limit per day has to be a number of GB above 0");
  need(!isPrice(fields.pricePerTb), "pricePerTb", "The price per TB has to be a number like 5.00");
  if (fields.place === "both")
    need(
      monthsIn(fields.localMonths) === null,
      "localMonths",
      `The months on this computer have to be a number from 1 to ${MOST_MONTHS}`,
    );
  return problems;
}

function limitsOf(fields: PlaceFields): ScanLimits {
  const price = fields.pricePerTb.trim();
  return {
    askAboveBytes: bytesIn(fields.askAboveGb) ?? USUAL_LIMITS.askAboveBytes,
    perQueryBytes: bytesIn(fields.perQueryGb) || USUAL_LIMITS.perQueryBytes,
    perDayBytes: bytesIn(fields.perDayGb) || USUAL_LIMITS.perDayBytes,
    pricePerTb: isPrice(price) ? price : USUAL_LIMITS.pricePerTb,
  };
}

function limitFields(limits: ScanLimits) {
  return {
    askAboveGb: gigabytes(limits.askAboveBytes),
    perQueryGb: gigabytes(limits.perQueryBytes),
    perDayGb: gigabytes(limits.perDayBytes),
    pricePerTb: limits.pricePerTb,
  };
}

function gigabytes(bytes: number): string {
  return String(bytes / GIGABYTE);
}

/** Null for what is no number of gigabytes, or is too large for one. */
function bytesIn(text: string): number | null {
  if (!/^\d{1,6}(\.\d{1,9})?$/.test(text.trim())) return null;
  return Math.round(Number(text) * GIGABYTE);
}

function isLimit(text: string): boolean {
  return (bytesIn(text) ?? 0) > 0;
}

function isPrice(text: string): boolean {
  return /^\d{1,6}(\.\d{1,6})?$/.test(text.trim()) && parseScaled(text) !== null;
}

function monthsIn(text: string): number | null {
  const months = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return months >= 1 && months <= MOST_MONTHS ? months : null;
}
