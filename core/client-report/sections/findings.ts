import { type Confidence, CONFIDENCES, type FindingRule } from "../../finding/finding.ts";
import type { FindingResult, FindingStatus } from "../../finding/findings-query.ts";
import { findingRule } from "../../finding/registry.ts";
import {
  assumptionText,
  assumptionUnit,
  CONFIDENCE_WORDS,
  FINDING_STATUS_WORDS,
  notComputableWords,
  STAGE_WORDS,
} from "../../format/findings.ts";
import { metricName } from "../../format/metrics.ts";
import { compare, sum, type Decimal } from "../../money/decimal.ts";
import type { ToldFindings } from "../content.ts";
import { html } from "../html.ts";
import { emptyPage, type PageDraft, tablePages } from "../page.ts";
import { barOf, moneyOf, type Telling, whyNot } from "../telling.ts";

/** A finding as a report lists it. */
export type ReportedFinding = {
  readonly result: FindingResult;
  readonly rule: FindingRule;
  readonly status: FindingStatus;
  readonly note: string;
  readonly owner: string;
};

/** Findings that count, ordered by what they save; rejected ones stand apart. */
export function reportedFindings({ answer, marks }: ToldFindings): {
  readonly counted: readonly ReportedFinding[];
  readonly rejected: readonly ReportedFinding[];
} {
  const all = answer.findings.flatMap((result): readonly ReportedFinding[] => {
    const rule = findingRule(result.finding);
    if (rule === null) return [];
    const mark = marks.find(({ id }) => id === result.finding);
    return [
      { result, rule, status: mark?.status ?? "open", note: mark?.note ?? "", owner: mark?.owner ?? "" },
    ];
  });
  const size = ({ result }: ReportedFinding): Decimal => result.kept ?? "-1.0";
  return {
    counted: all
      .filter(({ status }) => status !== "rejected")
      .toSorted((a, b) => compare(size(b), size(a)) || compare(b.result.cost, a.result.cost)),
    rejected: all.filter(({ status }) => status === "rejected"),
  };
}

/** What the counted findings save in all, no cost counted twice. */
export function savingsOf(findings: readonly ReportedFinding[]): Decimal {
  return sum(findings.flatMap(({ result: { kept } }) => (kept === null ? [] : [kept])));
}

/** Waste and risks, what they save, on which assumptions, and how to end them. */
export function findingPages(telling: Telling): readonly PageDraft[] {
  const { findings } = telling.content;
  if (findings.kind !== "told") return [emptyPage("Findings", whyNot(findings))];
  const { counted, rejected } = reportedFindings(findings.value);
  return [
    ...(counted.length === 0
      ? [emptyPage(findingSentence(telling) ?? "Findings", NOTHING_FOUND)]
      : [
          ...savingsTable(telling, findings.value, counted),
          ...assumptionTable(telling, findings.value, counted),
        ]),
    ...elseTable(telling, findings.value, rejected),
  ];
}

const NOTHING_FOUND =
  "Every rule that the columns of these reports allow was run. The next pages list them all, and say of each that was not run why.";

/** What could be saved, in one sentence. */
export function findingSentence(telling: Telling): string | null {
  const { content, format, month } = telling;
  if (content.findings.kind !== "told") return null;
  const { counted } = reportedFindings(content.findings.value);
  if (counted.length === 0) return `Nothing was found to save in ${month}`;
  const { currency } = content.findings.value.answer;
  const saves = format.moneyHeadline(savingsOf(counted), currency);
  return `${format.count(counted.length)} ${counted.length === 1 ? "finding" : "findings"} would have saved ${saves} in ${month}`;
}

function savingsTable(
  telling: Telling,
  { answer }: ToldFindings,
  counted: readonly ReportedFinding[],
): readonly PageDraft[] {
  const { format, month } = telling;
  const { currency } = answer;
  const money = (amount: Decimal | null): string =>
    amount === null ? "not told" : moneyOf(format, amount, currency);
  const kept = counted.map(({ result }) => result.kept);
  const classes = CONFIDENCES.map((confidence) => ({ confidence, ...classFigures(counted, confidence) }));
  const figures = html`<div class="figures">
    <div class="main">
      <p class="name">Would be saved</p>
      <p class="value">${money(savingsOf(counted))}</p>
      <p class="note">${month}, after overlaps</p>
    </div>
    ${classes.map(
      ({ confidence, findings, saves }) =>
        html`<div>
          <p class="name">${confidence}: ${CONFIDENCE_WORDS[confidence].name}</p>
          <p class="value">${money(saves)}</p>
          <p class="note">${format.count(findings)} ${findings === 1 ? "finding" : "findings"}</p>
        </div>`,
    )}
  </div>`;
  return tablePages({
    title: findingSentence(telling) ?? "Findings",
    before: { markup: figures, height: 108 },
    table: {
      name: "Findings by savings",
      columns: [
        { name: "Class", align: "left", width: 44 },
        { name: "Finding", align: "left", width: 268 },
        { name: "Mostly in", align: "left", width: 306 },
        { name: "Status", align: "left", width: 78 },
        { name: "Things", align: "right", width: 62 },
        { name: "Cost", align: "right", width: 116 },
        { name: "Saves alone", align: "right", width: 116 },
        { name: "After overlaps", align: "right", width: 162 },
      ],
      rows: counted.map(({ result, rule, status }) => [
        rule.confidence,
        rule.title,
        placeOf(result),
        FINDING_STATUS_WORDS[status].name,
        format.count(result.items),
        money(result.cost),
        money(result.found),
        { text: money(result.kept), bar: barOf(result.kept, kept) * 0.99 },
      ]),
      sum: ["", "Total, no cost counted twice", "", "", "", "", "", money(savingsOf(counted))],
    },
    source: `${answer.metric === "mixed" ? "Net amortized cost where the reports have it, else amortized" : metricName(answer.metric)}, ${currency}, ${month}. A: exact from the bill. B: by a published ratio. C: to be reviewed. Savings are those of the month as it was, no promise for later ones.`,
  });
}

function classFigures(counted: readonly ReportedFinding[], confidence: Confidence) {
  const own = counted.filter(({ rule }) => rule.confidence === confidence);
  return { findings: own.length, saves: savingsOf(own) };
}

function placeOf({ parts }: FindingResult): string {
  const [first] = parts;
  if (first === undefined) return "";
  const place = [first.accountLabel ?? first.account, first.serviceLabel ?? first.service]
    .filter((part) => part !== null)
    .join(", ");
  return parts.length === 1 ? place : `${place} and ${parts.length - 1} more`;
}

function assumptionTable(
  { format, content, month }: Telling,
  { answer, set }: ToldFindings,
  counted: readonly ReportedFinding[],
): readonly PageDraft[] {
  return tablePages({
    title: "How the savings are computed, and how to realise them",
    table: {
      name: "Assumptions of findings",
      columns: [
        { name: "Finding", align: "left", width: 190 },
        { name: "Saving", align: "left", width: 270 },
        { name: "Assumptions", align: "left", width: 212 },
        { name: "How to end it", align: "left", width: 290 },
        { name: "Source", align: "left", width: 190 },
      ],
      rows: counted.map(({ rule }) => [
        `${rule.confidence}  ${rule.title}`,
        { prose: rule.formula },
        assumptionsOf(rule, set, answer.currency, format.decimalMark) || "None",
        { prose: rule.fix.console },
        rule.source,
      ]),
      sum: null,
    },
    source: `Savings are taken in this order, each on what is left: ${Object.values(STAGE_WORDS)
      .map(({ name }) => name.toLowerCase())
      .join(
        ", ",
      )}. Commands for each are in the workbook. ${content.definition.client || "The workspace"}, ${month}, numbers as in ${content.definition.locale}.`,
  });
}

/** Assumptions with their values: as set in the workspace, else as published. */
export function assumptionsOf(
  rule: FindingRule,
  set: ToldFindings["set"],
  currency: string,
  decimalMark = ".",
): string {
  return rule.assumptions
    .map((assumption) => {
      const own = set.find(({ finding, id }) => finding === rule.id && id === assumption.id);
      const value = assumptionText(assumption, own?.value ?? assumption.value).replace(".", decimalMark);
      const unit = assumptionUnit(assumption, currency);
      const text = `${assumption.label}: ${value}${unit === "" ? "" : ` ${unit}`}`;
      return own === undefined || compare(own.value, assumption.value) === 0
        ? text
        : `${text} (set for this client)`;
    })
    .join("; ");
}

/** What was looked for besides, with its outcome. */
export function otherOutcomes(
  { format }: Telling,
  { answer }: ToldFindings,
  rejected: readonly ReportedFinding[],
): readonly { readonly rule: FindingRule; readonly outcome: string }[] {
  const of = (id: string, outcome: string) => {
    const rule = findingRule(id);
    return rule === null ? [] : [{ rule, outcome }];
  };
  return [
    ...rejected.flatMap(({ rule, note }) => of(rule.id, `Rejected${note === "" ? "" : `: ${note}`}`)),
    ...answer.failed.flatMap(({ finding }) => of(finding, "The rule could not be run on this data.")),
    ...answer.notComputable.flatMap((one) =>
      of(one.finding, `Not computable, because: ${notComputableWords(format, one)}`),
    ),
    ...answer.clear.flatMap((id) => of(id, "Looked for, nothing found.")),
  ];
}

function elseTable(
  telling: Telling,
  told: ToldFindings,
  rejected: readonly ReportedFinding[],
): readonly PageDraft[] {
  const others = otherOutcomes(telling, told, rejected);
  if (others.length === 0) return [];
  return tablePages({
    title: "What else was looked for",
    table: {
      name: "Other rules",
      columns: [
        { name: "Class", align: "left", width: 60 },
        { name: "Rule", align: "left", width: 420 },
        { name: "Outcome", align: "left", width: 672 },
      ],
      rows: others.map(({ rule, outcome }) => [rule.confidence, rule.title, outcome]),
      sum: null,
    },
    source: `Every rule of the app is in one of the tables of this section; ${telling.month}.`,
  });
}
