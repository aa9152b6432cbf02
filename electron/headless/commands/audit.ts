import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { isColour } from "#core/client-report/colour.ts";
import type { ReportContent } from "#core/client-report/content.ts";
import {
  FEWEST_MONTHS,
  MOST_MONTHS,
  NEW_REPORT,
  REPORT_SECTIONS,
  type ReportDefinition,
  type ReportSection,
} from "#core/client-report/report-definition.ts";
import { reportDocument } from "#core/client-report/report-html.ts";
import type { ReportRequest } from "#core/client-report/report-request.ts";
import { reportFacts, reportTables } from "#core/client-report/report-tables.ts";
import { reportedFindings, savingsOf } from "#core/client-report/sections/findings.ts";
import { reportDefinition } from "#core/contract/schema/client-report.ts";
import type { ImportReport } from "#core/ingest/import-report.ts";
import { fail } from "#core/result/failure.ts";
import { isBillingPeriod } from "#core/time/period.ts";
import { reportFont } from "../../client-report/font.ts";
import { gatherReport } from "../../client-report/gather.ts";
import { keptForReports, reportCollection } from "../../client-report/kept.ts";
import { readLogo } from "../../client-report/logo.ts";
import { writeFileWhole } from "../../host/write-file.ts";
import { followJob } from "../follow-job.ts";
import { count } from "../money.ts";
import { metricOf } from "../query-arguments.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { parse, positiveInteger, UsageError, type Command } from "../usage.ts";
import { APP_VERSION } from "../version.ts";
import { withWorkspace } from "../workspace-option.ts";
import { conclude, importInto } from "./import.ts";

const HELP = `
cloudspend audit - import a client's files, look through them, write the report

Usage: cloudspend audit [DIR...] [--workspace DIR] --report FILE.pdf [options]

  DIR                 folders or files AWS delivered, as in "cloudspend import"; without it the workspace as it is
  --workspace DIR     the workspace folder; it is made if it is not there. Without it one is made and removed again
  --report FILE       the report as PDF
  --html FILE         the same pages as one HTML file that fetches nothing
  --xlsx FILE         the tables with exact amounts as a workbook
  --month YYYY-MM     the month to report on; without it the newest one that has ended
  --months N          months of the trend, ${FEWEST_MONTHS} to ${MOST_MONTHS}; without it ${NEW_REPORT.months}
  --sections S,...    which parts, in this order: ${REPORT_SECTIONS.join(", ")}
  --client NAME       whose report it is
  --title TEXT        what it is called; without it "${NEW_REPORT.title}"
  --prepared-by NAME  who made it
  --logo FILE         PNG, JPEG or SVG of at most 500 kB
  --color #RRGGBB     the client's colour; darkened where it could not be read
  --locale TAG        how numbers are written, as in de-DE; words and names of months are English; without it ${NEW_REPORT.locale}
  --metric M          as in "cloudspend query"; without it amortized, where a month has none unblended
  --currency C        report in this currency where there are several
  --json              { "month", "currency", "total", "savings", "pages", "files", "notComputable", "import" }

What is not given is as in the report last kept with the workspace. Findings, invoices, allocation and assumptions that are
kept with it take part. What cannot be computed from the files is said in the report, with the reason.

Example: cloudspend audit ./delivered --client "Acme" --report acme.pdf --xlsx acme.xlsx
`;

type Files = {
  readonly pdf: string | null;
  readonly html: string | null;
  readonly xlsx: string | null;
};

type Values = {
  readonly sections?: string | undefined;
  readonly client?: string | undefined;
  readonly title?: string | undefined;
  readonly "prepared-by"?: string | undefined;
  readonly logo?: string | undefined;
  readonly color?: string | undefined;
  readonly locale?: string | undefined;
  readonly metric?: string | undefined;
  readonly months?: string | undefined;
};

export const auditCommand: Command = {
  name: "audit",
  summary: "import a client's files, look through them, write the report as PDF, HTML and workbook",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      report: { type: "string" },
      html: { type: "string" },
      xlsx: { type: "string" },
      month: { type: "string" },
      months: { type: "string" },
      sections: { type: "string" },
      client: { type: "string" },
      title: { type: "string" },
      "prepared-by": { type: "string" },
      logo: { type: "string" },
      color: { type: "string" },
      locale: { type: "string" },
      metric: { type: "string" },
      currency: { type: "string" },
      json: { type: "boolean" },
    });
    const files: Files = {
      pdf: fileOf(values.report, "--report", ".pdf", terminal),
      html: fileOf(values.html, "--html", ".html", terminal),
      xlsx: fileOf(values.xlsx, "--xlsx", ".xlsx", terminal),
    };
    if (files.pdf === null && files.html === null && files.xlsx === null)
      throw new UsageError("say what to write: --report, --html or --xlsx");
    if (positionals.length === 0 && values.workspace === undefined)
      throw new UsageError("there is neither a folder to import nor a --workspace");
    const month = values.month ?? null;
    if (month !== null && !isBillingPeriod(month))
      throw new UsageError(`--month must be a month like 2026-10, not "${month}"`);
    checkDefinition(values);
    if (files.pdf !== null && terminal.printPdf === null)
      fail("report.not_printed", { cause: "there is no Electron to print it with" });
    const paths = positionals.map((path) => resolve(terminal.directory, path));
    return inWorkspace(values.workspace, terminal, async (directory) => {
      const imported = paths.length === 0 ? null : await importInto(directory, paths, [], terminal);
      const code = imported === null ? 0 : conclude(imported, paths, terminal);
      if (imported !== null && imported.periods.length === 0) return code;
      const [last] = await reportCollection(() => directory).list();
      const definition = await definitionOf(values, last ?? null, terminal);
      const request = { definition, month, currency: values.currency?.toUpperCase() ?? null };
      const written = await write(directory, request, files, terminal);
      tell(written, { imported, files, json: values.json === true }, terminal);
      return code;
    });
  },
};

type Written = { readonly content: ReportContent; readonly pages: number };

async function write(
  directory: string,
  request: ReportRequest,
  files: Files,
  terminal: Terminal,
): Promise<Written> {
  const kept = await keptForReports(directory);
  return withWorkspace(directory, terminal, async (engine) => {
    const content = await gatherReport({
      engine,
      request,
      kept,
      now: terminal.now(),
      madeWith: `CloudSpend Desktop ${APP_VERSION}`,
      follow: (id) => followJob(engine, id, terminal),
      signal: terminal.signal,
    });
    const document = reportDocument(content, reportFont());
    if (files.html !== null) await writeFileWhole(files.html, document.html);
    if (files.pdf !== null && terminal.printPdf !== null)
      await writeFileWhole(files.pdf, await terminal.printPdf(document.html));
    if (files.xlsx !== null) {
      const sources = reportTables(content).map((table) => ({ kind: "table" as const, table }));
      const facts = reportFacts(content);
      const job = await engine.exports.start({ path: files.xlsx, format: "xlsx", sources, facts });
      await followJob(engine, job, terminal);
    }
    return { content, pages: document.pages };
  });
}

/** The workspace that was named, or one for the time being. */
async function inWorkspace(
  named: string | undefined,
  terminal: Terminal,
  work: (directory: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (named !== undefined) return work(resolve(terminal.directory, named));
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-audit-"));
  try {
    return await work(join(folder, "workspace"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fileOf(text: string | undefined, option: string, ending: string, terminal: Terminal): string | null {
  if (text === undefined) return null;
  if (extname(text).toLowerCase() !== ending)
    throw new UsageError(`${option} must name a file that ends in ${ending}, not "${text}"`);
  return resolve(terminal.directory, text);
}

function checkDefinition(values: Values): void {
  const { title, client, preparedBy, locale } = reportDefinition.unwrap().shape;
  const texts = { title, client, "prepared-by": preparedBy } as const;
  for (const option of ["title", "client", "prepared-by"] as const)
    if (values[option] !== undefined && !texts[option].safeParse(values[option]).success)
      throw new UsageError(`--${option} must be a text of at most 120 characters`);
  if (values.sections !== undefined) sectionsOf(values.sections);
  if (values.color !== undefined && !isColour(values.color))
    throw new UsageError(`--color must be like #1f4e79, not "${values.color}"`);
  if (values.locale !== undefined && !locale.safeParse(values.locale).success)
    throw new UsageError(`--locale must be a language tag like de-DE, not "${values.locale}"`);
  const months = positiveInteger(values.months, "--months");
  if (months !== null && (months < FEWEST_MONTHS || months > MOST_MONTHS))
    throw new UsageError(`--months must be ${FEWEST_MONTHS} to ${MOST_MONTHS}, not ${months}`);
  if (values.metric !== undefined && metricOf(values.metric) === "usageAmount")
    throw new UsageError("--metric must be a cost, not a usage amount");
}

function sectionsOf(text: string): readonly ReportSection[] {
  const sections = text.split(",").map((part) => {
    const found = REPORT_SECTIONS.find((one) => one === part.trim().toLowerCase());
    if (found === undefined)
      throw new UsageError(`there is no section "${part}", only ${REPORT_SECTIONS.join(", ")}`);
    return found;
  });
  if (new Set(sections).size < sections.length) throw new UsageError("--sections names one twice");
  return sections;
}

async function definitionOf(
  values: Values,
  last: ReportDefinition | null,
  terminal: Terminal,
): Promise<ReportDefinition> {
  const base = last ?? { ...NEW_REPORT, id: randomUUID(), client: "" };
  return reportDefinition.parse({
    ...base,
    client: values.client ?? base.client,
    title: values.title ?? base.title,
    preparedBy: values["prepared-by"] ?? base.preparedBy,
    sections: values.sections === undefined ? base.sections : sectionsOf(values.sections),
    logo: values.logo === undefined ? base.logo : await readLogo(resolve(terminal.directory, values.logo)),
    accent: values.color ?? base.accent,
    locale: values.locale ?? base.locale,
    metric: values.metric === undefined ? base.metric : metricOf(values.metric),
    months: positiveInteger(values.months, "--months") ?? base.months,
  });
}

type Telling = { readonly imported: ImportReport | null; readonly files: Files; readonly json: boolean };

function tell({ content, pages }: Written, { imported, files, json }: Telling, terminal: Terminal): void {
  const { month, currency, trend, findings } = content;
  const savings = findings.kind === "told" ? savingsOf(reportedFindings(findings.value).counted) : null;
  const parts = [
    ["drivers", content.drivers],
    ["accounts", content.accounts],
    ["allocation", content.allocation],
    ["commitments", content.commitmentsOfMonth],
    ["findings", findings],
    ["tieOut", content.tieOut],
  ] as const;
  const notComputable = parts.flatMap(([part, told]) =>
    told !== null && told.kind === "notComputable" ? [{ part, code: told.failure.code }] : [],
  );
  const written = [files.pdf, files.html, files.xlsx].filter((path) => path !== null);
  if (json) {
    const about =
      imported === null
        ? null
        : { periods: imported.periods.length, skipped: imported.skipped.map(({ path }) => path) };
    const document = {
      month,
      currency,
      total: trend.values.at(-1) ?? null,
      savings,
      pages,
      files: written,
      notComputable,
      import: about,
    };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  terminal.out(
    `Report of ${month}, ${count(pages)} pages:\n${written.map((path) => `  ${path}\n`).join("")}`,
  );
  for (const { part, code } of notComputable)
    terminal.err(`cloudspend: ${part} is not computable (${code}); the report says why.\n`);
}
