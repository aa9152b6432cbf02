import { unitTotals } from "../allocation/cost-by-unit.ts";
import { unitPath, unitTree } from "../allocation/model.ts";
import { commitmentCost, netSavings } from "../commitment/rates.ts";
import { EFFECTS } from "../compare/comparison.ts";
import { column, type ExportFact, type ExportTable, moneyColumn } from "../export/export-table.ts";
import { effectWords } from "../format/comparison.ts";
import { CONFIDENCE_WORDS, STAGE_WORDS } from "../format/findings.ts";
import { metricName } from "../format/metrics.ts";
import { SIGN_OFF_STATES, TIE_OUT_STATES, varianceText } from "../format/tie-out.ts";
import { addDays, addMonths } from "../time/period.ts";
import type { ReportContent } from "./content.ts";
import { assumptionsOf, otherOutcomes, reportedFindings } from "./sections/findings.ts";
import { signedMonths } from "./sections/quality.ts";
import { nameOf } from "./sections/trend.ts";
import { type Telling, tellingOf } from "./telling.ts";
import type { ReportSection } from "./report-definition.ts";

type Rows = ExportTable["rows"];

/** The report as tables with exact amounts, for the workbook that belongs to it: those of the chosen sections. */
export function reportTables(content: ReportContent): readonly ExportTable[] {
  const telling = tellingOf(content);
  const tables: Readonly<Record<ReportSection, () => readonly ExportTable[]>> = {
    summary: () => [],
    trend: () => [trend(telling)],
    drivers: () => drivers(telling),
    allocation: () => allocation(telling),
    commitments: () => commitments(telling),
    findings: () => findings(telling),
    quality: () => [...checks(telling), ...tieOut(telling), ...signOffs(telling)],
    method: () => [files(telling)],
  };
  return content.definition.sections.flatMap((section) => tables[section]());
}

/** What the first sheet says of the workbook. */
export function reportFacts({
  definition,
  month,
  held,
  metric,
  currency,
  madeAt,
  madeWith,
}: ReportContent): readonly ExportFact[] {
  return [
    { name: "Report", value: definition.title },
    ...(definition.client === "" ? [] : [{ name: "Client", value: definition.client }]),
    ...(definition.preparedBy === "" ? [] : [{ name: "Prepared by", value: definition.preparedBy }]),
    { name: "Month", value: `${month}: ${held.from} to ${addDays(held.to, -1)}, both days included (UTC)` },
    { name: "Metric", value: metricName(metric) },
    { name: "Currency", value: currency ?? "none" },
    { name: "Made at", value: madeAt },
    { name: "Made by", value: madeWith },
  ];
}

function trend({ content: { trend, currency } }: Telling): ExportTable {
  const { other } = trend;
  return {
    title: "Cost trend",
    columns: [
      column("Service"),
      column("Service code"),
      ...trend.buckets.map((bucket) => moneyColumn(bucket, currency)),
      moneyColumn("Total", currency),
    ],
    rows: [
      ...trend.groups.map((group) => [nameOf(group), group.key[0] ?? null, ...group.values, group.total]),
      ...(other === null ? [] : [[`${other.groups} others`, null, ...other.values, other.total]]),
      ["Total", null, ...trend.values, trend.total],
    ],
  };
}

function drivers({ content: { drivers, currency, month } }: Telling): readonly ExportTable[] {
  if (drivers.kind !== "told") return [];
  const { before, now, change, effects, groups, other } = drivers.value;
  const months = [moneyColumn(addMonths(month, -1), currency), moneyColumn(month, currency)];
  return [
    {
      title: "Drivers",
      columns: [column("What made the difference"), moneyColumn("Amount", currency), column("Formula")],
      rows: [
        [addMonths(month, -1), before.total, null],
        ...EFFECTS.map((effect) => [
          effectWords(effect).name,
          effects?.[effect] ?? null,
          effectWords(effect).formula,
        ]),
        [month, now.total, null],
      ],
    },
    {
      title: "Change by service",
      columns: [column("Service"), column("Service code"), ...months, moneyColumn("Change", currency)],
      rows: [
        ...groups.map((group) => [
          nameOf(group),
          group.key[0] ?? null,
          group.before,
          group.now,
          group.change,
        ]),
        ...(other === null ? [] : [[`${other.groups} others`, null, other.before, other.now, other.change]]),
        ["Total", null, before.total, now.total, change],
      ],
    },
  ];
}

function allocation({ content: { allocation, accounts, currency } }: Telling): readonly ExportTable[] {
  const byAccount: readonly ExportTable[] =
    accounts.kind !== "told"
      ? []
      : [
          {
            title: "Accounts",
            columns: [column("Account"), column("Account id"), moneyColumn("Cost", currency)],
            rows: [
              ...accounts.value.groups.map((group) => [nameOf(group), group.key[0] ?? null, group.total]),
              ...(accounts.value.other === null
                ? []
                : [[`${accounts.value.other.groups} others`, null, accounts.value.other.total]]),
              ["Total", null, accounts.value.total],
            ],
          },
        ];
  if (allocation?.kind !== "told") return byAccount;
  const { model, answer } = allocation.value;
  return [
    {
      title: "Allocation",
      columns: [
        column("Unit"),
        moneyColumn("Own cost", currency),
        moneyColumn("Received from pools", currency),
        moneyColumn("Handed on", currency),
        moneyColumn("Cost after split", currency),
      ],
      rows: [
        ...unitTree(model).map(({ unit }) => {
          const { direct, received, given, after } = unitTotals(model, answer, unit.id);
          return [unitPath(model, unit.id), direct.total, received.total, given.total, after.total];
        }),
        ["Not allocated", answer.unallocated.total, null, null, answer.unallocated.total],
        ["Bill", null, null, null, answer.total],
      ],
    },
    ...byAccount,
  ];
}

function commitments({ content: { commitmentsOfMonth, currency } }: Telling): readonly ExportTable[] {
  if (commitmentsOfMonth.kind !== "told") return [];
  return [
    {
      title: "Commitments",
      columns: [
        column("ARN"),
        column("Kind"),
        column("Program"),
        column("Instance type"),
        column("Owner"),
        column("Term"),
        column("Payment"),
        column("Starts"),
        column("Ends"),
        moneyColumn("Cost", currency),
        moneyColumn("Not used", currency),
        moneyColumn("Covered, on demand", currency),
        moneyColumn("Net savings", currency),
      ],
      rows: commitmentsOfMonth.value.commitments
        .filter(({ amounts }) => amounts !== null)
        .map((one) => [
          one.arn,
          one.kind === "savingsPlan" ? "Savings Plan" : "Reservation",
          one.program,
          one.instanceType,
          one.owner,
          one.term,
          one.payment,
          one.start,
          one.end,
          one.amounts === null ? null : commitmentCost(one.amounts),
          one.amounts?.unused ?? null,
          one.amounts?.coveredList ?? null,
          one.amounts === null ? null : netSavings(one.amounts),
        ]),
    },
  ];
}

function findings(telling: Telling): readonly ExportTable[] {
  const { findings } = telling.content;
  if (findings.kind !== "told") return [];
  const { answer, set } = findings.value;
  const { counted, rejected } = reportedFindings(findings.value);
  const money = (name: string) => moneyColumn(name, answer.currency);
  return [
    {
      title: "Findings",
      columns: [
        column("Class"),
        column("Finding"),
        column("Status"),
        column("Owner"),
        column("Note"),
        column("Things", "integer"),
        money("Cost"),
        money("Saves alone"),
        money("Saves after overlaps"),
        column("Taken in turn"),
        column("Formula"),
        column("Assumptions"),
        column("Why"),
        column("In the console"),
        column("By command"),
        column("Source"),
      ],
      rows: counted.map(({ result, rule, status, owner, note }) => [
        `${rule.confidence}: ${CONFIDENCE_WORDS[rule.confidence].name}`,
        rule.title,
        status,
        owner,
        note,
        String(result.items),
        result.cost,
        result.found,
        result.kept,
        STAGE_WORDS[rule.stage].name,
        rule.formula,
        assumptionsOf(rule, set, answer.currency),
        rule.why,
        rule.fix.console,
        rule.fix.cli,
        rule.source,
      ]),
    },
    {
      title: "Where findings are",
      columns: [
        column("Finding"),
        column("Account"),
        column("Account id"),
        column("Service"),
        column("Things", "integer"),
        money("Cost"),
        money("Saves alone"),
        money("Saves after overlaps"),
      ],
      rows: counted.flatMap(({ result, rule }): Rows =>
        result.parts.map((part) => [
          rule.title,
          part.accountLabel,
          part.account,
          part.service,
          String(part.items),
          part.cost,
          part.found,
          part.kept,
        ]),
      ),
    },
    {
      title: "Other rules",
      columns: [column("Class"), column("Rule"), column("Outcome")],
      rows: otherOutcomes(telling, findings.value, rejected).map(({ rule, outcome }) => [
        rule.confidence,
        rule.title,
        outcome,
      ]),
    },
  ];
}

function checks({ content: { quality } }: Telling): readonly ExportTable[] {
  return [
    {
      title: "Checks",
      columns: [
        column("Month"),
        column("Report"),
        column("Check"),
        column("Of"),
        column("Outcome"),
        column("Expected", "decimal"),
        column("Found", "decimal"),
        column("Difference", "decimal"),
        column("Meaning"),
      ],
      rows: quality.flatMap(({ billingPeriod, reportName, identities }): Rows =>
        identities.map((check) => [
          billingPeriod,
          reportName,
          check.id,
          check.subject,
          check.outcome === "holds"
            ? "holds"
            : check.outcome === "fails"
              ? "does not hold"
              : "does not apply",
          check.expected,
          check.actual,
          check.difference,
          check.note,
        ]),
      ),
    },
  ];
}

function signOffs({ content: { tieOut, signOffs } }: Telling): readonly ExportTable[] {
  if (tieOut.kind !== "told") return [];
  const signed = signedMonths(tieOut.value, signOffs);
  if (signed.length === 0) return [];
  return [
    {
      title: "Sign-offs",
      columns: [
        column("Month"),
        column("Payer"),
        column("Signed off by"),
        column("At"),
        column("Since then"),
        column("Note"),
      ],
      rows: signed.map(({ month, signOff, state }) => [
        month.billingPeriod,
        month.payerAccountId,
        signOff.by,
        signOff.at,
        SIGN_OFF_STATES[state].label,
        signOff.note,
      ]),
    },
  ];
}

function tieOut({ content: { tieOut } }: Telling): readonly ExportTable[] {
  if (tieOut.kind !== "told") return [];
  return [
    {
      title: "Tie-out",
      columns: [
        column("Month"),
        column("Payer"),
        column("Invoice"),
        column("Currency"),
        moneyColumn("Bill", null),
        moneyColumn("Invoiced", null),
        moneyColumn("Variance", null),
        column("State"),
        column("Why"),
      ],
      rows: tieOut.value.months.flatMap(({ billingPeriod, payerAccountId, lines }): Rows =>
        lines.map((line) => [
          billingPeriod,
          payerAccountId,
          line.invoiceId ?? line.invoice?.entity ?? null,
          line.currency ?? line.invoice?.currency ?? null,
          line.bill?.amount ?? null,
          line.invoiced,
          line.variance,
          TIE_OUT_STATES[line.state].label,
          line.why.map((part) => `${varianceText(part)} ${part.amount}`).join("; "),
        ]),
      ),
    },
  ];
}

function files({ content: { quality, periods } }: Telling): ExportTable {
  const importedAt = new Map(periods.map((period) => [period.deliveryId, period.importedAt]));
  return {
    title: "Files",
    columns: [
      column("Month"),
      column("Report"),
      column("File"),
      column("Line items", "integer"),
      column("Bytes", "integer"),
      column("SHA-256"),
      column("Imported at"),
    ],
    rows: quality.flatMap(({ deliveryId, billingPeriod, reportName, files }): Rows =>
      files.map((file) => [
        billingPeriod,
        reportName,
        file.source.split(/[\\/]/).at(-1) ?? file.source,
        String(file.rows),
        String(file.sizeBytes),
        file.sha256,
        importedAt.get(deliveryId) ?? null,
      ]),
    ),
  };
}
