import { groupBy } from "#core/collection/group-by.ts";
import { DIMENSION_IDS, type DimensionId } from "#core/cost/dimension/dimension-ref.ts";
import { METRIC_IDS, type MetricId } from "#core/cost/metric/metric-id.ts";
import { columnsRead } from "#core/cost/source/columns-read.ts";
import { CUR } from "#core/cost/source/cur.ts";
import { FOCUS } from "#core/cost/source/focus.ts";
import type { MetricSource } from "#core/cost/source/family.ts";
import type { Formula } from "#core/cost/source/formula.ts";
import type { FailureCode } from "#core/result/codes.ts";
import { FAILURE_EXAMPLES } from "#core/result/examples.ts";
import { failure } from "#core/result/failure.ts";
import { dimensionExplanation, dimensionName, valueName } from "../../format/dimensions.ts";
import { problemOf } from "../../format/failure.ts";
import { metricExplanation, metricName } from "../../format/metrics.ts";
import glossary from "../../../build/docs/glossary.md?raw";
import type { HelpPage } from "./chapters.ts";
import { idOf, plainText, readGuide } from "./markdown.ts";

/** Charge types whose formulas differ in some metric, as AWS writes them; all others count like `Fee` or `Usage`. */
const CUR_TYPES = [
  "Usage",
  "DiscountedUsage",
  "SavingsPlanCoveredUsage",
  "SavingsPlanNegation",
  "SavingsPlanRecurringFee",
  "SavingsPlanUpfrontFee",
  "RIFee",
  "FlatRateSubscription",
  "Fee",
  "Tax",
  "Credit",
  "Refund",
  "EdpDiscount",
  "PrivateRateDiscount",
  "BundledDiscount",
];
const FOCUS_CATEGORIES = ["Usage", "Purchase", "Tax", "Credit", "Adjustment"];

/** Charge types that count alike, in words. */
export type FormulaRow = { readonly types: string; readonly formula: Formula };
export type MetricEntry = {
  readonly id: MetricId;
  readonly name: string;
  readonly words: string;
  readonly formats: readonly {
    readonly name: string;
    readonly needs: readonly string[];
    readonly rows: readonly FormulaRow[];
  }[];
};
export type DimensionEntry = {
  readonly id: DimensionId;
  readonly name: string;
  readonly words: string;
  readonly cur: readonly string[];
  readonly focus: readonly string[];
};
export type ProblemEntry = {
  readonly code: string;
  readonly title: string;
  readonly advice: string;
};
export type ProblemArea = {
  readonly id: string;
  readonly title: string;
  readonly problems: readonly ProblemEntry[];
};

export const METRICS: readonly MetricEntry[] = METRIC_IDS.map((id) => ({
  id,
  name: metricName(id),
  words: metricExplanation(id),
  formats: [
    {
      name: "Legacy CUR and CUR 2.0",
      needs: CUR.metrics[id].needs,
      rows: rowsOf(CUR.metrics[id], CUR_TYPES),
    },
    {
      name: "FOCUS",
      needs: FOCUS.metrics[id].needs.map(focusName),
      rows: rowsOf(FOCUS.metrics[id], FOCUS_CATEGORIES).map(inFocusNames),
    },
  ],
}));

export const DIMENSIONS: readonly DimensionEntry[] = DIMENSION_IDS.map((id) => ({
  id,
  name: dimensionName(id),
  words: dimensionExplanation(id),
  ...columnsOf(id),
}));

const AREAS: Readonly<Record<string, string>> = {
  file: "Files",
  parquet: "Files",
  disk: "Files",
  figures: "Files",
  manifest: "Deliveries and reports",
  cur: "Deliveries and reports",
  ingest: "Deliveries and reports",
  aws: "AWS accounts",
  account: "AWS accounts",
  draft: "AWS accounts",
  secret: "Keychain",
  site24x7: "Site24x7",
  athena: "Athena",
  query: "Questions",
  budget: "Questions",
  sql: "SQL",
  workspace: "Workspaces",
  workspace_file: "Workspaces",
  key_file: "Workspaces",
  redaction: "Workspaces",
};

/** What can go wrong, by area; each code with an example of its words. */
export const PROBLEMS: readonly ProblemArea[] = problemAreas();

export const GLOSSARY = readGuide(glossary);

/** What stands below the reference: what the app says of itself. */
export const ABOUT: readonly HelpPage[] = [
  {
    id: "crashes",
    title: "Crash log",
    sections: [{ id: "", title: "", text: "crash failed ended by itself report a bug log dump send" }],
  },
  {
    id: "licences",
    title: "Third-party licences",
    sections: [
      { id: "", title: "", text: "licence license open source notices copyright Electron Chromium" },
    ],
  },
];

export const REFERENCE: readonly HelpPage[] = [
  {
    id: "metrics",
    title: "Metrics",
    sections: METRICS.map(({ id, name, words, formats }) => ({
      id,
      title: name,
      text: [words, ...formats.flatMap(({ rows }) => rows.map(({ formula }) => formula.words))].join(" "),
    })),
  },
  {
    id: "dimensions",
    title: "Dimensions",
    sections: DIMENSIONS.map(({ id, name, words, cur, focus }) => ({
      id,
      title: name,
      text: [words, ...cur, ...focus].join(" "),
    })),
  },
  {
    id: "glossary",
    title: "Glossary",
    sections: GLOSSARY.sections.map(({ tokens, ...rest }) => ({ ...rest, text: plainText(tokens) })),
  },
  {
    id: "problems",
    title: "When something fails",
    sections: PROBLEMS.flatMap(({ problems }) =>
      problems.map(({ code, title, advice }) => ({ id: code, title: code, text: `${title} ${advice}` })),
    ),
  },
];

/** Rows by formula, so that types that count alike stand together. */
function rowsOf({ formula }: MetricSource, types: readonly string[]): readonly FormulaRow[] {
  const groups = [...groupBy(types, (type) => JSON.stringify(formula(type))).values()];
  const most = Math.max(...groups.map((group) => group.length));
  // The many that count in the ordinary way come last, as the rest.
  const ordinary = groups.find((group) => group.length === most && most > 2);
  const rest = groups.length === 1 ? "Every charge type" : "All others";
  return [...groups.filter((group) => group !== ordinary), ...(ordinary === undefined ? [] : [ordinary])].map(
    (group) => ({
      types: group === ordinary ? rest : group.map((type) => valueName("lineItemType", type)).join("; "),
      formula: formula(group[0] ?? null),
    }),
  );
}

function inFocusNames({ types, formula }: FormulaRow): FormulaRow {
  const where = formula.where.map(({ symbol, column }) => ({ symbol, column: focusName(column) }));
  return { types, formula: { ...formula, where } };
}

function columnsOf(id: DimensionId): Pick<DimensionEntry, "cur" | "focus"> {
  if (id === "billingPeriod" || id === "report") return { cur: [], focus: [] };
  return {
    cur: columnsRead(CUR.dimensions[id]),
    focus: columnsRead(FOCUS.dimensions[id]).map(focusName),
  };
}

/** `x_service_code` is written `x_ServiceCode` in FOCUS, `billed_cost` `BilledCost`. */
export function focusName(id: string): string {
  const own = id.startsWith("x_");
  const words = (own ? id.slice(2) : id)
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${own ? "x_" : ""}${words.join("")}`;
}

function problemAreas(): readonly ProblemArea[] {
  const entries = Object.keys(FAILURE_EXAMPLES).filter(isCode).map(problemEntry);
  const groups = groupBy(entries, ({ code }) => AREAS[code.split(".")[0] ?? ""] ?? "The app itself");
  return [...groups].map(([title, problems]) => ({
    id: idOf(title),
    title,
    problems: problems.toSorted((a, b) => a.code.localeCompare(b.code)),
  }));
}

function problemEntry(code: FailureCode): ProblemEntry {
  return problemOf(failure(code, FAILURE_EXAMPLES[code]));
}

function isCode(code: string): code is FailureCode {
  return code in FAILURE_EXAMPLES;
}
