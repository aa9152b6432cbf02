import { type Decimal, formatScaled, scaledOf } from "../money/decimal.ts";
import { lengthInDays, type UsageDate } from "../time/period.ts";
import { type BusinessFigure, figureKey, type Grain, sortedFigures } from "./business-metric.ts";
import { type ColumnRole, guessRoles, hasHeader, type Rows } from "./column-roles.ts";
import { type DateOrder, type FigureDate, parseFigureDate, provenOrder, weekdayOf } from "./figure-date.ts";
import { type DecimalMark, isAmbiguousNumber, parseFigure, provenMark } from "./figure-number.ts";

/** What the user says of a file; null leaves it to the file. */
export type ReadChoices = {
  readonly roles: readonly ColumnRole[] | null;
  readonly dateOrder: DateOrder | null;
  readonly decimalMark: DecimalMark | null;
  readonly grain: Grain | null;
  /** Which of several different figures of one date counts. */
  readonly repeats: "sum" | "last" | null;
  /** Goes on without the lines that cannot be read. */
  readonly leaveOut: boolean;
  /** Name of the figures where the file has none. */
  readonly name: string;
};

export const NO_CHOICES: ReadChoices = {
  roles: null,
  dateOrder: null,
  decimalMark: null,
  grain: null,
  repeats: null,
  leaveOut: false,
  name: "Figures",
};

/** What only the user can know, with cells that show why. */
export type ReadQuestion = {
  readonly about: "dateOrder" | "decimalMark" | "repeats";
  readonly examples: readonly string[];
};

/** Why a file cannot be read as it is divided. */
export type ReadFault = "noLines" | "tooLong" | "noDate" | "noFigure" | "twoFigures";

export type LineProblem = {
  /** Line of the file, the first is 1. */
  readonly line: number;
  readonly text: string;
  readonly reason: "date" | "hourly" | "shortYear" | "number" | "name";
};

export type ReadMetric = { readonly name: string; readonly figures: readonly BusinessFigure[] };

/** What a table of figures tells. It can be kept once there is no fault, no question and no problem. */
export type FiguresRead = {
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
  readonly fault: ReadFault | null;
  readonly questions: readonly ReadQuestion[];
  readonly problems: readonly LineProblem[];
  readonly grain: Grain;
  readonly metrics: readonly ReadMetric[];
  /** Figures that stand there more than once with the same value; they count once. */
  readonly repeated: number;
  readonly canKeep: boolean;
};

const MOST_LINES = 200_000;
const MOST_EXAMPLES = 3;

type Cell = {
  readonly line: number;
  readonly metric: string;
  readonly unit: string | null;
  readonly date: string;
  readonly number: string;
};

/** Reads the lines of a table; the first may be the names of its columns. */
export function readFigures(rows: Rows, choices: ReadChoices): FiguresRead {
  const isNamed = hasHeader(rows);
  const roles = choices.roles ?? guessRoles(rows);
  const columns = roles.map((role, at) => ({
    role,
    name: (isNamed ? rows[0]?.[at]?.trim() : "") || `Column ${at + 1}`,
  }));
  const fault = faultOf(rows, roles, isNamed);
  const nothing = { columns, questions: [], problems: [], metrics: [], repeated: 0, grain: "day" } as const;
  if (fault !== null) return { ...nothing, fault, canKeep: false };
  const cells = cellsOf(rows, { isNamed, roles, columns, name: choices.name });
  const dates = [...new Set(cells.map(({ date }) => date))];
  const numbers = cells.map(({ number }) => number);
  const order = choices.dateOrder ?? onlyOne(dates.map(provenOrder));
  const mark = choices.decimalMark ?? onlyOne(numbers.map(provenMark));
  const unclearDates = dates.filter((date) => parseFigureDate(date, order).kind === "ambiguous");
  const unclearNumbers = mark === null ? numbers.filter(isAmbiguousNumber) : [];
  const questions = [...question("dateOrder", unclearDates), ...question("decimalMark", unclearNumbers)];
  if (questions.length > 0) return { ...nothing, fault, questions, canKeep: false };
  const { read, problems } = parseCells(cells, order, mark ?? ".");
  const grain = choices.grain ?? grainOf(read.map(({ date }) => date));
  const { metrics, repeated, contested } = gather(read, grain, choices.repeats);
  const open = question("repeats", contested);
  const isEmpty = metrics.length === 0;
  return {
    columns,
    fault: isEmpty && problems.length === 0 ? "noFigure" : null,
    questions: open,
    problems,
    grain,
    metrics,
    repeated,
    canKeep: !isEmpty && open.length === 0 && (problems.length === 0 || choices.leaveOut),
  };
}

function faultOf(rows: Rows, roles: readonly ColumnRole[], isNamed: boolean): ReadFault | null {
  const count = (role: ColumnRole): number => roles.filter((one) => one === role).length;
  if (rows.length > MOST_LINES) return "tooLong";
  if (rows.slice(isNamed ? 1 : 0).every((row) => row.every((cell) => cell.trim() === ""))) return "noLines";
  if (count("date") !== 1) return "noDate";
  if (count("figure") === 0) return "noFigure";
  return count("metric") > 0 && count("figure") > 1 ? "twoFigures" : null;
}

type Layout = {
  readonly isNamed: boolean;
  readonly roles: readonly ColumnRole[];
  readonly columns: readonly { readonly name: string }[];
  readonly name: string;
};

function cellsOf(rows: Rows, { isNamed, roles, columns, name }: Layout): readonly Cell[] {
  const [dateAt, metricAt, unitAt] = (["date", "metric", "unit"] as const).map((role) => roles.indexOf(role));
  return rows.flatMap((row, at) => {
    const cell = (index = -1): string => row[index]?.trim() ?? "";
    if ((at === 0 && isNamed) || row.every((each) => each.trim() === "")) return [];
    return roles.flatMap((role, column): Cell[] => {
      const number = cell(column);
      if (role !== "figure" || number === "") return [];
      const own = isNamed ? (columns[column]?.name ?? name) : name;
      const unit = cell(unitAt);
      return [
        {
          line: at + 1,
          metric: metricAt === -1 ? own : cell(metricAt),
          unit: unit === "" ? null : unit,
          date: cell(dateAt),
          number,
        },
      ];
    });
  });
}

type Parsed = {
  readonly metric: string;
  readonly unit: string | null;
  readonly date: Extract<FigureDate, { readonly day: UsageDate }>;
  readonly value: Decimal;
};

function parseCells(
  cells: readonly Cell[],
  order: DateOrder | null,
  mark: DecimalMark,
): { readonly read: readonly Parsed[]; readonly problems: readonly LineProblem[] } {
  const read: Parsed[] = [];
  const problems: LineProblem[] = [];
  for (const { line, metric, unit, date: dateText, number } of cells) {
    const date = parseFigureDate(dateText, order);
    const value = parseFigure(number, mark);
    if (!("day" in date))
      problems.push({
        line,
        text: dateText,
        reason: date.kind === "hourly" || date.kind === "shortYear" ? date.kind : "date",
      });
    else if (value === null) problems.push({ line, text: number, reason: "number" });
    else if (metric === "") problems.push({ line, text: number, reason: "name" });
    else read.push({ metric, unit, date, value });
  }
  return { read, problems: distinct(problems) };
}

/** Months where only months or their first days are named, weeks where all days are whole weeks apart, else days. */
function grainOf(dates: readonly Parsed["date"][]): Grain {
  const days = [...new Set(dates.map(({ day }) => day))].toSorted();
  if (dates.every(({ kind }) => kind === "month")) return "month";
  if (days.length > 1 && days.every((day) => day.endsWith("-01"))) return "month";
  if (dates.every(({ kind }) => kind === "week")) return "week";
  const gaps = days.slice(1).map((to, at) => lengthInDays({ from: days[at] ?? to, to }));
  const [first] = days;
  const areWeeks = gaps.includes(7) && gaps.every((gap) => gap % 7 === 0);
  return areWeeks && days.every((day) => weekdayOf(day) === weekdayOf(first ?? day)) ? "week" : "day";
}

function gather(
  parsed: readonly Parsed[],
  grain: Grain,
  repeats: ReadChoices["repeats"],
): {
  readonly metrics: readonly ReadMetric[];
  readonly repeated: number;
  readonly contested: readonly string[];
} {
  const byMetric = new Map<
    string,
    { readonly name: string; readonly figures: Map<string, BusinessFigure> }
  >();
  const contested: string[] = [];
  let repeated = 0;
  for (const { metric, unit, date, value } of parsed) {
    const from = grain === "month" ? `${date.day.slice(0, 7)}-01` : date.day;
    const id = metric.toLowerCase();
    const held = byMetric.get(id) ?? { name: metric, figures: new Map<string, BusinessFigure>() };
    byMetric.set(id, held);
    const key = figureKey({ from, unit });
    const former = held.figures.get(key);
    if (former !== undefined && former.value === value && repeats !== "sum") repeated += 1;
    else if (former !== undefined && repeats === null)
      contested.push(`${metric}${unit === null ? "" : ` of ${unit}`} on ${from}`);
    else if (former !== undefined && repeats === "sum")
      held.figures.set(key, { from, unit, value: formatScaled(scaledOf(former.value) + scaledOf(value)) });
    else held.figures.set(key, { from, unit, value });
  }
  const metrics = [...byMetric.values()].map(({ name, figures }) => ({
    name,
    figures: sortedFigures([...figures.values()]),
  }));
  return { metrics, repeated, contested };
}

/** A date that cannot be read is one problem, however many figures stand beside it. */
function distinct(problems: readonly LineProblem[]): readonly LineProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ line, text }) => {
    const key = `${line} ${text}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function question(about: ReadQuestion["about"], cells: readonly string[]): readonly ReadQuestion[] {
  const examples = [...new Set(cells)].slice(0, MOST_EXAMPLES);
  return examples.length === 0 ? [] : [{ about, examples }];
}

/** The one value that is proven and never contradicted; null otherwise. */
function onlyOne<T>(proven: readonly (T | null)[]): T | null {
  const found = [...new Set(proven.filter((one) => one !== null))];
  return found.length === 1 ? (found[0] ?? null) : null;
}
