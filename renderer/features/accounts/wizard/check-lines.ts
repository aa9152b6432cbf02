import { checkIdsOf, type Check, type CheckId, type CheckOutcome } from "#core/account/check.ts";
import type { DraftFields } from "#core/account/draft.ts";
import type { FieldProblem } from "#core/account/draft-account.ts";
import type { CheckState } from "../../../queries/use-draft-checks.ts";

/** One line of the list beside the form. */
export type CheckLine = {
  readonly id: CheckId;
  readonly look: CheckOutcome | "open" | "running";
  readonly message: string;
  readonly remedy: string;
  readonly failure: Check["failure"];
  readonly isOld: boolean;
};

type Field = FieldProblem["field"];

const BASE: readonly Field[] = ["profile", "keys"];
const ROLE: readonly Field[] = [...BASE, "roleArn"];
const REPORT: readonly Field[] = [...ROLE, "reportName", "bucket"];

const WORKGROUP: readonly Field[] = [...ROLE, "athenaRegion", "workgroup"];
const TABLE: readonly Field[] = [...WORKGROUP, "catalog", "database", "table"];

/** What a check cannot be made without. */
const NEEDS: Readonly<Record<CheckId, readonly Field[]>> = {
  link: ["link"],
  identity: BASE,
  role: ROLE,
  externalId: ROLE,
  account: ROLE,
  report: REPORT,
  settings: REPORT,
  bucket: REPORT,
  manifest: REPORT,
  delivery: REPORT,
  workgroup: WORKGROUP,
  table: TABLE,
  results: TABLE,
  periods: TABLE,
  files: TABLE,
};

/** Words for what a line waits for, in the order of the form. */
const AWAITED: readonly (readonly [Field, string])[] = [
  ["link", "Waits for the monitored account."],
  ["profile", "Waits for the profile."],
  ["keys", "Waits for the access keys."],
  ["roleArn", "Waits for the role ARN."],
  ["reportName", "Waits for the report."],
  ["bucket", "Waits for the bucket."],
  ["athenaRegion", "Waits for the region of the table."],
  ["workgroup", "Waits for the workgroup."],
  ["catalog", "Waits for the data catalogue."],
  ["database", "Waits for the database."],
  ["table", "Waits for the table."],
];

/**
 * The whole list as far as it can be told. A line waits for an empty field rather than failing on it, and the first that
 * waits for it says so.
 */
export function checkLines(
  fields: DraftFields,
  missing: readonly FieldProblem[],
  stateOf: (id: CheckId) => CheckState,
): readonly CheckLine[] {
  const said = new Set<string>();
  const once = (message: string): string => {
    if (said.has(message)) return "";
    said.add(message);
    return message;
  };
  return checkIdsOf(fields.place)
    .filter((id) => isOffered(id, fields))
    .map((id) => {
      const awaited = AWAITED.find(
        ([field]) => NEEDS[id].includes(field) && missing.some((problem) => problem.field === field),
      );
      if (awaited !== undefined) return blank(id, once(awaited[1]));
      const { result, isRunning, isOld } = stateOf(id);
      if (result === null) return { ...blank(id, ""), look: isRunning ? "running" : "open" };
      const { outcome, remedy, failure } = result;
      const message = outcome === "skipped" ? once(result.message) : result.message;
      return {
        id,
        look: isRunning ? "running" : outcome,
        message,
        remedy,
        failure,
        isOld: isOld || isRunning,
      };
    });
}

function isOffered(id: CheckId, { accessType, source }: DraftFields): boolean {
  if (id === "link") return source === "site24x7";
  return accessType === "iam-role" || (id !== "role" && id !== "externalId");
}

function blank(id: CheckId, message: string): CheckLine {
  return { id, look: "open", message, remedy: "", failure: null, isOld: false };
}
