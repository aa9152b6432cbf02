import type { FailureCode } from "./codes.ts";
import { ATHENA_WORDING } from "./athena-wording.ts";
import { AWS_WORDING } from "./aws-wording.ts";
import type { Failure } from "./failure.ts";
import { REPORT_WORDING } from "./report-wording.ts";
import { SITE24X7_WORDING } from "./site24x7-wording.ts";
import { SQL_WORDING } from "./sql-wording.ts";
import { UPDATE_WORDING } from "./update-wording.ts";
import { WORKSPACE_FILE_WORDING } from "./workspace-file-wording.ts";
import {
  clause,
  list,
  say,
  size,
  type Sentence,
  type Wording,
  type WriteInstant,
  type WritePath,
} from "./wording.ts";

export type { Sentence, WritePath } from "./wording.ts";

const DOWNLOAD_AGAIN =
  "Download it again from AWS, compare its size with the one in S3, and import it once more.";
const ADD_A_REPORT =
  "Choose a Cost and Usage Report, a CUR 2.0 or FOCUS export, or the folder that holds one.";

/** What the system says, by its code, when a file cannot be written. */
const WRITE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "you may not write there",
  EPERM: "the system does not allow it",
  EROFS: "the disk can only be read",
  ENOENT: "its folder is not there",
  ENOTDIR: "its folder is not there",
  EISDIR: "a folder has that name",
  EBUSY: "another program has it open",
};

/** Words of every code. A code without words does not compile. */
const WORDING: Wording<FailureCode> = {
  ...AWS_WORDING,
  ...ATHENA_WORDING,
  ...SITE24X7_WORDING,
  ...SQL_WORDING,
  ...REPORT_WORDING,
  ...UPDATE_WORDING,
  ...WORKSPACE_FILE_WORDING,
  cancelled: () =>
    say("The work was cancelled and nothing was changed.", "Start it again whenever you like."),
  internal: ({ correlationId }) =>
    say(
      "Something went wrong inside the app.",
      `Try again, and report the number ${correlationId} if it happens again.`,
    ),
  "file.not_found": (p, path) =>
    say(`${path(p.path)} was not found.`, "Check the path and that you may read it."),
  "file.unreadable": (p, path) =>
    say(
      `${path(p.path)} could not be read (${clause(p.cause)}).`,
      "Check its permissions and that the disk is attached.",
    ),
  "file.unwritable": (p, path) =>
    say(
      `${path(p.path)} could not be written (${WRITE_ERRORS[p.cause] ?? clause(p.cause)}).`,
      "Close it in other programs, check that you may write there, or choose another place.",
    ),
  "file.empty": (p, path) => say(`${path(p.path)} is empty.`, DOWNLOAD_AGAIN),
  "file.damaged": (p, path) =>
    say(`${path(p.path)} is damaged at byte ${p.at} (${clause(p.cause)}).`, DOWNLOAD_AGAIN),
  "file.encrypted": (p, path) =>
    say(`${path(p.path)} is encrypted.`, "Decrypt it first and import the decrypted copy."),
  "file.html": (p, path) =>
    say(
      `${path(p.path)} is a web page, not a report.`,
      "Download the file itself, as the link probably led to a sign-in or error page.",
    ),
  "file.lfs_pointer": (p, path) =>
    say(
      `${path(p.path)} is a Git LFS pointer, not the report itself.`,
      "Run `git lfs pull` in its folder and import it again.",
    ),
  "file.too_large": (p, path) =>
    say(
      `${path(p.path)} holds ${size(p.sizeBytes)}, more than the limit of ${size(p.limitBytes)}.`,
      "Let AWS deliver the report in several files or as Parquet, and import those.",
    ),
  "file.changed": (p, path) =>
    say(
      `${path(p.path)} changed while it was being read.`,
      "Wait until the copy or download is finished and import it again.",
    ),
  "file.unknown_kind": (p, path) =>
    say(`${path(p.path)} is no kind of file a report comes in.`, ADD_A_REPORT),
  "parquet.codec_refused": (p, path) =>
    say(
      `${path(p.path)} is compressed with ${p.codec}, which is not accepted.`,
      "Write the Parquet file with snappy, zstd, gzip or lz4, or without compression.",
    ),
  "manifest.invalid": (p, path) =>
    say(
      `The manifest ${path(p.path)} cannot be understood at ${p.at}.`,
      "Download the manifest again from S3, unchanged.",
    ),
  "manifest.no_files": (p, path) =>
    say(
      `The manifest ${path(p.path)} lists no files.`,
      "Choose a later delivery, as this one holds no costs.",
    ),
  "manifest.file_missing": (p, path) =>
    say(
      `The manifest ${path(p.path)} lists ${p.missing}, which is not there.`,
      "Download the missing file into the same folder and import it again.",
    ),
  "cur.not_a_report": (p, path) =>
    say(`${path(p.path)} is not a cost report${missingColumns(p.missing)}.`, ADD_A_REPORT),
  "cur.bad_row": (p, path) =>
    say(`Row ${p.row} of ${path(p.path)} cannot be read (${clause(p.cause)}).`, DOWNLOAD_AGAIN),
  "cur.no_rows": (p, path) =>
    say(`${path(p.path)} has a header but no line items.`, "Choose a delivery that holds costs."),
  "ingest.invariant_failed": (p) =>
    say(
      `The check "${p.name}" failed: ${p.expected} was expected and ${p.actual} was found.`,
      "Import the same files again, and report this if it stays.",
    ),
  "ingest.nothing_to_import": (p, path) =>
    say(`There is no cost report in ${list(p.paths.map(path), "the chosen paths")}.`, ADD_A_REPORT),
  "figures.unreadable": (p, path) =>
    say(
      `${path(p.path)} cannot be read as a table (${clause(p.cause)}).`,
      "Save it as CSV in the spreadsheet, or copy its cells and paste them.",
    ),
  "invoices.unreadable": (p, path) =>
    say(
      `${path(p.path)} cannot be read as a list of invoices (${clause(p.cause)}).`,
      "Save the list as CSV, one invoice a row under a row of column names, and import that.",
    ),
  "disk.full": (p, path) =>
    say(`The disk is full at ${path(p.path)}.`, "Free some space or move the workspace, and try again."),
  "disk.failing": (p, path) =>
    say(
      `The disk reported an error at ${path(p.path)} (${clause(p.cause)}).`,
      "Check the disk and its connection, and try again, as everything is as it was before.",
    ),
  "query.invalid": (p) =>
    say(`The question is not valid at ${p.at}: ${clause(p.problem)}.`, "Change that part and ask again."),
  "query.unknown_dimension": (p) => {
    const [, tag] = /^profile:(.*)$/s.exec(p.dimension) ?? [];
    return tag === undefined
      ? say(
          `There is no dimension "${p.dimension}".`,
          p.known.length === 0 ? "Choose another one." : `Use one of ${p.known.join(", ")}.`,
        )
      : say(
          `The virtual tag "${tag}" was renamed or deleted.`,
          "Choose another one, or make it anew under the same name.",
        );
  },
  "query.unknown_metric": (p) =>
    say(`There is no metric "${p.metric}".`, `Use one of ${p.known.join(", ")}.`),
  "findings.not_kept": () =>
    say(
      "What was found in this month has given way to other months that were looked through since.",
      "Open the month again: what was read in AWS for it is kept.",
    ),
  "query.no_data": () =>
    say("This workspace holds no costs yet.", "Import a report or connect an account, then ask again."),
  "query.mixed_currencies": (p) =>
    say(
      `The costs are in several currencies (${p.currencies.join(", ")}).`,
      "Choose one of them, as amounts are never converted.",
    ),
  "query.metric_unavailable": (p) =>
    say(
      `${p.metric} is not available${p.periods.length === 0 ? "" : ` for ${list(p.periods, "")}`}${lacking(p.missing)}.`,
      "Choose another metric, or another period.",
    ),
  "budget.unit_unknown": (p) =>
    say(
      `The business unit "${p.unit}" is not in the allocation model in force.`,
      "Choose another unit for the budget, or put the model in force that has it.",
    ),
  "workspace.not_found": (p, path) =>
    say(
      `There is no workspace at ${path(p.path)}.`,
      "Choose another folder, or import files to make one there.",
    ),
  "workspace.not_open": () => say("No workspace is open.", "Open or create a workspace first."),
  "workspace.locked": (p, path) =>
    say(`The workspace ${path(p.path)} is in use by ${p.by}.`, "Close it there and try again."),
  "workspace.damaged": (p, path) =>
    say(
      `Something in the workspace is damaged: ${path(p.path)}${ofMachine(p.cause) ? "" : ` (${clause(p.cause)})`}.`,
      "Rebuild it where the app offers that above the screens, or run `cloudspend repair` on its folder.",
    ),
  "workspace.read_only": (p, path) =>
    say(
      `The workspace ${path(p.path)} lies in a folder that may only be read.`,
      "Copy it to a folder you may write to, or ask for the right to write there.",
    ),
  "workspace.newer": (p, path) =>
    say(
      `The workspace ${path(p.path)} was written by a newer version (format ${p.version}).`,
      "Update CloudSpend Desktop to open it.",
    ),
  "workspace.name_taken": (p) =>
    say(`There is already a workspace named "${p.name}".`, "Choose another name."),
  "job.unknown": () =>
    say("That job is not known any more.", "Look at the list of jobs for what is running."),
  "engine.crashed": () =>
    say(
      "The part that reads and answers stopped.",
      "Try again, as it was started anew and your data is as it was before.",
    ),
  "engine.out_of_memory": (p) =>
    say(
      p.limitMb === 0
        ? "The part that reads and answers needed more memory than there is."
        : `The part that reads and answers needed more than the ${p.limitMb} MB of memory it may use.`,
      "Ask for fewer months or groups, or import one billing period at a time, as your data is as it was before.",
    ),
};

/** A failure in two plain English sentences. */
export function sentence(
  failure: Failure,
  path: WritePath = asItIs,
  instant: WriteInstant = asItIs,
): Sentence {
  return wordingOf(failure.code)(failure.params, path, instant);
}

/** A failure as one sentence: what is wrong; what to do. For terminals and logs. */
export function oneSentence(failure: Failure, path?: WritePath): string {
  const { title, advice } = sentence(failure, path);
  return `${title.replace(/\.$/, "")}; ${advice.charAt(0).toLowerCase()}${advice.slice(1)}`;
}

/** Code and parameters of a failure belong together, which a table look-up cannot express. */
function wordingOf(code: FailureCode): Words {
  return WORDING[code] as Words;
}

type Words = (params: Failure["params"], path: WritePath, instant: WriteInstant) => Sentence;

function asItIs(text: string): string {
  return text;
}

function missingColumns(missing: readonly string[]): string {
  return missing.length === 0 ? "" : `: it has no ${list(missing, "")}`;
}

function lacking(missing: readonly string[]): string {
  return missing.length === 0 ? "" : `: the report has no ${list(missing, "")}`;
}

/** What DuckDB and the system say of damage is for the log: names of files and of their parts that nobody chose. */
function ofMachine(cause: string): boolean {
  return /^[\w ]*(Error|Exception): |^E[A-Z]+: /.test(cause);
}
