import { resolve } from "node:path";
import { CONFIDENCES, type Confidence, type SetAssumption } from "#core/finding/finding.ts";
import type { FindingMark, FindingsAnswer, FindingResult } from "#core/finding/findings-query.ts";
import { FINDING_RULES, findingRule } from "#core/finding/registry.ts";
import { formatScaled, parseScaled, sum } from "#core/money/decimal.ts";
import { addMonths, isBillingPeriod, lastEndedPeriod } from "#core/time/period.ts";
import { findingAssumptionCollection, findingMarkCollection } from "../../host/findings.ts";
import { followJob } from "../follow-job.ts";
import { moneyColumn } from "../money.ts";
import { tellRealised } from "../realised-table.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend findings - waste and risks that the bill itself tells

Usage: cloudspend findings --workspace DIR [options]

  --workspace DIR     the workspace folder
  --month YYYY-MM     the month to look through; without it the newest one that has ended
  --from YYYY-MM      first of several months, up to --month
  --class A           only findings of this class: A exact from the bill, B a published ratio, C to be reviewed;
                      several with commas
  --set R/A=V         an assumption of a rule, as in graviton-ec2/intel=0.15; may be repeated
  --currency C        look in this currency where there are several
  --realised          the accepted findings instead: what was expected of each, and what later bills that have ended show
  --json              { "currency", "months", "metric", "total", "findings", "clear", "notComputable", "failed" };
                      with --realised a list of { "finding", "month", "expected", "currency", "months" }

Assumptions that are not given are those kept with the workspace. "kept" are savings after overlaps: what is deleted,
scheduled or modernised is taken off before a commitment is sized, and of two changes of one kind to the same cost the
larger stays, so the total counts no cost twice. Rejected findings are listed and take no part. A rule whose columns a
report lacks is "not computable", which is not the same as nothing found.
`;

export const findingsCommand: Command = {
  name: "findings",
  summary: "waste and risks that the bill tells, with what they cost and how to end them",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      month: { type: "string" },
      from: { type: "string" },
      class: { type: "string" },
      set: { type: "string", multiple: true },
      currency: { type: "string" },
      realised: { type: "boolean" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const workspace = required(values.workspace, "--workspace");
    const classes = classesOf(values.class);
    const set = (values.set ?? []).map(assumptionOf);
    const [asked, first] = [monthOf(values.month, "--month"), monthOf(values.from, "--from")];
    const directory = resolve(terminal.directory, workspace);
    const marks = await findingMarkCollection(() => directory).list();
    const kept = await findingAssumptionCollection(() => directory).list();
    const assumptions = [
      ...set,
      ...kept.map(({ finding, assumption, value }) => ({ finding, id: assumption, value })),
    ];
    if (values.realised === true) {
      const measured = await withWorkspace(workspace, terminal, (client) =>
        client.findings.measure({ marks, assumptions }, { signal: terminal.signal }),
      );
      tellRealised(measured, { json: values.json === true, titleOf }, terminal);
      return 0;
    }
    const answer = await withWorkspace(workspace, terminal, async (client) => {
      const held = (await client.workspace.schema()).range;
      if (held === null) return null;
      const last = asked ?? lastEndedPeriod(held);
      const request = {
        range: { from: `${first ?? last}-01`, to: `${addMonths(last, 1)}-01` },
        currency: values.currency?.toUpperCase() ?? null,
        assumptions,
      };
      await followJob(client, await client.findings.run(request), terminal);
      return client.findings.list(
        { ...request, leaveOut: leftOut(classes, marks) },
        { signal: terminal.signal },
      );
    });
    if (answer === null) {
      terminal.err("cloudspend: the workspace holds no billing period yet.\n");
      return 1;
    }
    return tell(answer, { classes, marks, json: values.json === true }, terminal);
  },
};

function classesOf(text: string | undefined): readonly Confidence[] {
  if (text === undefined) return CONFIDENCES;
  return text.split(",").map((part) => {
    const found = CONFIDENCES.find((each) => each === part.trim().toUpperCase());
    return found ?? refuse(`there is no class "${part}", only ${CONFIDENCES.join(", ")}`);
  });
}

function assumptionOf(text: string): SetAssumption {
  const [, finding = "", id = "", value = ""] = /^([^/=]+)\/([^/=]+)=(.+)$/.exec(text) ?? [];
  const rule = findingRule(finding);
  const scaled = parseScaled(value);
  if (rule === null || scaled === null || scaled < 0n)
    refuse(`--set must be like graviton-ec2/intel=0.15, not "${text}"`);
  if (!rule.assumptions.some((assumption) => assumption.id === id))
    refuse(
      `${finding} assumes ${rule.assumptions.map((each) => each.id).join(", ") || "nothing"}, not "${id}"`,
    );
  return { finding, id, value: formatScaled(scaled) };
}

function monthOf(text: string | undefined, option: string): string | null {
  if (text === undefined) return null;
  return isBillingPeriod(text) ? text : refuse(`${option} must be a month like 2026-10, not "${text}"`);
}

function leftOut(classes: readonly Confidence[], marks: readonly FindingMark[]): readonly string[] {
  const rejected = marks.filter(({ status }) => status === "rejected").map(({ id }) => id);
  return FINDING_RULES.filter(
    ({ id, confidence }) => !classes.includes(confidence) || rejected.includes(id),
  ).map(({ id }) => id);
}

type Telling = {
  readonly classes: readonly Confidence[];
  readonly marks: readonly FindingMark[];
  readonly json: boolean;
};

function tell(answer: FindingsAnswer, { classes, marks, json }: Telling, terminal: Terminal): ExitCode {
  const findings = answer.findings
    .filter(({ finding }) => classes.some((each) => each === findingRule(finding)?.confidence))
    .map((result) => ({
      status: marks.find(({ id }) => id === result.finding)?.status ?? ("open" as const),
      ...result,
    }));
  const counted = findings.filter(({ status }) => status !== "rejected");
  const total = sum(counted.flatMap(({ kept }) => (kept === null ? [] : [kept])));
  if (json)
    terminal.out(`${JSON.stringify({ ...answer, total, findings: findings.map(documentOf) }, null, 2)}\n`);
  else {
    terminal.out(findings.length === 0 ? "Nothing was found.\n" : tableOf(findings, total, answer));
    if (answer.notComputable.length > 0)
      terminal.err(
        `cloudspend: not computable from these reports: ${answer.notComputable.map(({ finding }) => finding).join(", ")}.\n`,
      );
  }
  for (const { finding } of answer.failed)
    terminal.err(`cloudspend: the rule ${finding} could not be run.\n`);
  return answer.failed.length === 0 ? 0 : 1;
}

type Listed = FindingResult & { readonly status: FindingMark["status"] };

function documentOf(result: Listed) {
  const rule = findingRule(result.finding);
  return {
    ...result,
    class: rule?.confidence,
    title: rule?.title,
    formula: rule?.formula,
    why: rule?.why,
    fix: rule?.fix,
    source: rule?.source,
  };
}

function tableOf(findings: readonly Listed[], total: string, { currency, months }: FindingsAnswer): string {
  const kept = moneyColumn([...findings.map((each) => each.kept), total]);
  const cost = moneyColumn(findings.map((each) => each.cost));
  const span = months.length === 1 ? (months[0] ?? "") : `${months[0] ?? ""} to ${months.at(-1) ?? ""}`;
  return table(
    [
      { name: "Class", align: "left" },
      { name: "Finding", align: "left" },
      { name: "Status", align: "left" },
      { name: "Things", align: "right" },
      { name: `Cost ${currency}`, align: "right" },
      { name: `Saves ${span}`, align: "right" },
    ],
    findings.map(({ finding, status, items }, at) => [
      findingRule(finding)?.confidence ?? "",
      titleOf(finding),
      status,
      String(items),
      cost[at] ?? "",
      kept[at] ?? "",
    ]),
    ["", "Total after overlaps", "", "", "", kept.at(-1) ?? ""],
  );
}

function titleOf(finding: string): string {
  return findingRule(finding)?.title ?? finding;
}

function refuse(problem: string): never {
  throw new UsageError(problem);
}
