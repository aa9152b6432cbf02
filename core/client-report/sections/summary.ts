import { html, type Html, NOTHING } from "../html.ts";
import type { PageDraft, PageOf } from "../page.ts";
import type { ReportSection } from "../report-definition.ts";
import { changeOf, monthTotal, sourceOf, type Telling, totalBefore } from "../telling.ts";
import { allocationSentence } from "./allocation.ts";
import { commitmentSentence } from "./commitments.ts";
import { driverSentence } from "./drivers.ts";
import { findingSentence, reportedFindings, savingsOf } from "./findings.ts";
import { qualitySentence, tieOutSentence } from "./quality.ts";
import { monthSentence } from "./trend.ts";

/** The whole report on one page. */
export function summaryPages(telling: Telling): readonly PageDraft[] {
  return [
    {
      title: monthSentence(telling),
      body: (pageOf) =>
        html`${figures(telling)}
          <ul class="messages">
            ${messages(telling).map(({ section, text }) => message(section, text, pageOf))}
          </ul>
          <p class="source">${sourceOf(telling, `${telling.month}, every sentence leads to its page`)}</p>`,
    },
  ];
}

function figures(telling: Telling): Html {
  const { content, format, money, delta, month, monthBefore, isPartial } = telling;
  const [now, before] = [monthTotal(telling), totalBefore(telling)];
  const year = content.trend.buckets.length >= 13 ? (content.trend.values.at(-13) ?? null) : null;
  const list = [
    { name: `Cost of ${month}`, value: money(now), note: isPartial ? "so far" : "whole month" },
    {
      name: `Against ${monthBefore}`,
      value: delta(changeOf(now, before)),
      note: before === null ? "not held" : `${format.change(now, before)} on ${money(before)}`,
    },
    ...(year === null
      ? []
      : [
          {
            name: "Against a year before",
            value: delta(changeOf(now, year)),
            note: `${format.change(now, year)} on ${money(year)}`,
          },
        ]),
    ...savings(telling),
  ];
  return html`<div class="figures">
    ${list.map(
      ({ name, value, note }, at) =>
        html`<div class="${at === 0 ? "main" : ""}">
          <p class="name">${name}</p>
          <p class="value">${value}</p>
          <p class="note">${note}</p>
        </div>`,
    )}
  </div>`;
}

function savings({ content, format }: Telling) {
  const { findings } = content;
  if (findings.kind !== "told") return [];
  const { counted } = reportedFindings(findings.value);
  const { currency } = findings.value.answer;
  return [
    {
      name: "Would be saved",
      value: format.money(savingsOf(counted), currency),
      note: `${format.count(counted.length)} findings, after overlaps`,
    },
  ];
}

function messages(telling: Telling): readonly { readonly section: ReportSection; readonly text: string }[] {
  const list: readonly { readonly section: ReportSection; readonly text: string | null }[] = [
    { section: "drivers", text: driverSentence(telling) },
    { section: "allocation", text: allocationSentence(telling) },
    { section: "commitments", text: commitmentSentence(telling) },
    { section: "findings", text: findingSentence(telling) },
    { section: "findings", text: largestFindings(telling) },
    { section: "quality", text: qualitySentence(telling) },
    { section: "quality", text: tieOutSentence(telling) },
  ];
  return list.flatMap(({ section, text }) => (text === null ? [] : [{ section, text }]));
}

function largestFindings({ content, format }: Telling): string | null {
  if (content.findings.kind !== "told") return null;
  const { counted } = reportedFindings(content.findings.value);
  const { currency } = content.findings.value.answer;
  const top = counted.filter(({ result }) => result.kept !== null).slice(0, 3);
  if (top.length < 2) return null;
  return `The largest: ${top.map(({ rule, result }) => `${rule.title} (${format.moneyHeadline(result.kept, currency)})`).join(", ")}`;
}

function message(section: ReportSection, text: string, pageOf: PageOf): Html {
  const page = pageOf(section);
  const link = page === null ? NOTHING : html`<a href="#page-${page}">page ${page}</a>`;
  return html`<li><span>${text}.</span>${link}</li>`;
}
