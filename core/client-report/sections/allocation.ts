import { allocatedTotal, unitTotals } from "../../allocation/cost-by-unit.ts";
import type { AllocationAnswer } from "../../allocation/allocation-query.ts";
import { type AllocationModel, isPool, unitTree } from "../../allocation/model.ts";
import type { CostAnswer } from "../../cost/query/cost-query.ts";
import { compare, type Decimal } from "../../money/decimal.ts";
import { emptyPage, type PageDraft, tablePages } from "../page.ts";
import type { ReportTable } from "../table.ts";
import { barOf, sourceOf, type Telling, whyNot } from "../telling.ts";
import { nameOf } from "./trend.ts";

/** Who the reported month is charged to: the units of the model in force, without one the accounts. */
export function allocationPages(telling: Telling): readonly PageDraft[] {
  const { allocation, accounts } = telling.content;
  if (allocation !== null && allocation.kind === "told")
    return tablePages({
      title: allocationSentence(telling) ?? "Who the month is charged to",
      table: unitTable(telling, allocation.value.model, allocation.value.answer),
      source: sourceOf(
        telling,
        `Units of the model "${allocation.value.model.name}" with those below them, shared pools handed on as it says; all lines at the top of the tree sum to the bill`,
      ),
    });
  const why = allocation === null ? null : whyNot(allocation);
  if (accounts.kind !== "told") return [emptyPage("Who the month is charged to", why ?? whyNot(accounts))];
  return tablePages({
    title: allocationSentence(telling) ?? "What each account cost",
    table: accountTable(telling, accounts.value),
    source: sourceOf(
      telling,
      why ?? "The workspace keeps no allocation model, so that costs are told by linked account",
    ),
  });
}

/** Who carries most, in one sentence. */
export function allocationSentence({ content, format, month }: Telling): string | null {
  const { allocation, accounts } = content;
  if (allocation?.kind === "told") {
    const { model, answer } = allocation.value;
    const top = unitTree(model)
      .filter(({ depth, unit }) => depth === 0 && !isPool(unit))
      .map(({ unit }) => ({ name: unit.name, total: unitTotals(model, answer, unit.id).after.total }))
      .toSorted((a, b) => compare(b.total ?? "0.0", a.total ?? "0.0"))[0];
    if (top === undefined || answer.total === null) return null;
    const rest = format.share(answer.unallocated.total, answer.total);
    return `${top.name} carries ${format.share(top.total, answer.total)} of the cost of ${month}; ${rest} of the bill is not allocated`;
  }
  if (accounts.kind !== "told") return null;
  const [largest] = accounts.value.groups;
  return largest === undefined || accounts.value.total === null
    ? null
    : `The account ${nameOf(largest)} makes up ${format.share(largest.total, accounts.value.total)} of the cost of ${month}`;
}

function unitTable(
  { money, format }: Telling,
  model: AllocationModel,
  answer: AllocationAnswer,
): ReportTable {
  const units = unitTree(model).map(({ unit, depth }) => ({
    unit,
    depth,
    totals: unitTotals(model, answer, unit.id),
  }));
  const all = units.map(({ totals }) => totals.after.total);
  const { unallocated } = answer;
  return {
    name: "Cost by unit",
    columns: [
      { name: "Unit", align: "left", width: 380 },
      { name: "Own cost", align: "right", width: 150 },
      { name: "Received from pools", align: "right", width: 150 },
      { name: "Handed on", align: "right", width: 150 },
      { name: "Cost after split", align: "right", width: 222 },
      { name: "Share", align: "right", width: 100 },
    ],
    rows: [
      ...units.map(({ unit, depth, totals }) => [
        { text: `${unit.name}${isPool(unit) ? " (shared pool)" : ""}`, depth },
        money(totals.direct.total),
        money(totals.received.total),
        money(totals.given.total),
        { text: money(totals.after.total), bar: barOf(totals.after.total, all) },
        format.share(totals.after.total, answer.total),
      ]),
      [
        "Not allocated",
        money(unallocated.total),
        "",
        "",
        { text: money(unallocated.total), bar: barOf(unallocated.total, all) },
        format.share(unallocated.total, answer.total),
      ],
    ],
    sum: [
      "Bill",
      money(sumKnown(allocatedTotal(answer), unallocated.total, answer.total)),
      "",
      "",
      { text: money(answer.total), bar: 0 },
      "",
    ],
  };
}

/** The bill is what units and the rest make together; unknown where one of them is. */
function sumKnown(units: Decimal | null, rest: Decimal | null, total: Decimal | null): Decimal | null {
  return units === null && rest === null ? null : total;
}

function accountTable({ money, format }: Telling, answer: CostAnswer): ReportTable {
  const all = answer.groups.map(({ total }) => total);
  const { other } = answer;
  const hasNames = answer.groups.some(({ labels }) => labels[0] != null);
  return {
    name: "Cost by account",
    columns: [
      { name: "Account", align: "left", width: 400 },
      { name: hasNames ? "Account id" : "", align: "left", width: 200 },
      { name: "Cost", align: "right", width: 412 },
      { name: "Share", align: "right", width: 140 },
    ],
    rows: [
      ...answer.groups.map((group) => [
        nameOf(group),
        group.labels[0] == null ? "" : (group.key[0] ?? ""),
        { text: money(group.total), bar: barOf(group.total, all) },
        format.share(group.total, answer.total),
      ]),
      ...(other === null
        ? []
        : [
            [
              `${other.groups} others`,
              "",
              { text: money(other.total), bar: 0 },
              format.share(other.total, answer.total),
            ],
          ]),
    ],
    sum: ["Total", "", { text: money(answer.total), bar: 0 }, ""],
  };
}
