import type {
  DamagedThing,
  Incident,
  LostMonth,
  MonthFault,
  WorkspaceCondition,
} from "#core/workspace/condition.ts";
import type { Format } from "./format.ts";

/** What a notice says; one thing in each line of `details`. */
export type Notice = { readonly title: string; readonly text: string; readonly details: readonly string[] };

const NAMED = 3;

/** What is damaged and can be repaired; null where nothing is. */
export function damageNotice(
  { database, faults }: WorkspaceCondition,
  incidents: readonly Incident[],
  format: Format,
): Notice | null {
  if (database === null && faults.length === 0) return null;
  const isAside = incidents.some(({ thing }) => thing === "database" || thing === "log");
  const title =
    database !== null || isAside
      ? "The database of this workspace is damaged"
      : faults.every(({ kind }) => kind === "unlisted")
        ? "The database of this workspace has lost months"
        : "Files of this workspace are damaged";
  const months = [...new Set(faults.map(({ billingPeriod }) => billingPeriod))].toSorted().toReversed();
  const affected =
    months.length === 0
      ? "All months are affected."
      : `Affected: ${someOf(months.map((month) => format.period(month)))}. Numbers of ${months.length === 1 ? "this month" : "these months"} may be missing or wrong until then.`;
  return {
    title,
    text: `Rebuild it from the line items on this computer. ${affected} Nothing is deleted: what is damaged is put aside.`,
    details: newestFirst(faults).map((fault) => `${monthOf(fault, format)}: ${FAULTS[fault.kind]}`),
  };
}

function newestFirst(faults: readonly MonthFault[]): readonly MonthFault[] {
  return faults.toSorted((a, b) => (a.billingPeriod > b.billingPeriod ? -1 : 1));
}

const FAULTS: Readonly<Record<MonthFault["kind"], string>> = {
  unlisted: "the database does not hold it",
  lineItems: "its line items are not as they were read",
  sums: "its sums are not those of its line items",
  record: "nothing tells how its files were",
  lost: "it was lost, and the files it was imported from are there again",
};

/** What was put aside; null where nothing was. */
export function incidentNotice(incidents: readonly Incident[], format: Format): Notice | null {
  const [first, ...others] = incidents;
  if (first === undefined) return null;
  const lost = incidents.flatMap((incident) => incident.lost ?? []);
  const title =
    lost.length > 0
      ? `Line items of ${someOf([...new Set(lost.map(({ billingPeriod }) => format.period(billingPeriod)))])} are lost`
      : others.length === 0
        ? `${capital(THINGS[first.thing])} was damaged and put aside`
        : `${incidents.length} damaged things were put aside`;
  const isGone = incidents.some(({ thing, saved }) => thing === "document" && saved === null);
  const advice =
    lost.length > 0
      ? [...new Set(lost.map(adviceFor))].join(" ")
      : isGone
        ? "What it held starts anew; everything else is as it was."
        : "Everything else is as it was.";
  return {
    title,
    text: `${advice} What was damaged is kept as it was found.`,
    details: incidents.map((incident) => incidentLine(incident, format)),
  };
}

const THINGS: Readonly<Record<DamagedThing, string>> = {
  database: "the database",
  log: "the database's log",
  lineItems: "a month's line items",
  sums: "a month's sums",
  record: "a month's record",
  former: "what was kept of replaced deliveries",
  document: "a file of settings",
};

function incidentLine({ at, thing, name, cause, lost, saved }: Incident, format: Format): string {
  const rest =
    lost !== null
      ? `; lost: ${format.count(lost.rows)} line items of ${format.period(lost.billingPeriod)}`
      : saved !== null
        ? `; ${format.count(saved)} ${saved === 1 ? "entry" : "entries"} of it could be kept`
        : "";
  return `${format.date(at.slice(0, 10))}: ${thing === "document" ? name : `${THINGS[thing]} (${name})`}${rest}. ${capital(withoutFolders(cause))}`;
}

function adviceFor({ costAccountId }: LostMonth): string {
  return costAccountId === null
    ? "Import the files of that month again."
    : "The next sync of its account fetches that month again.";
}

/** Why a folder that is copied to other computers is no place for a workspace. */
export function syncNotice(service: string): Notice {
  return {
    title: `${service} copies this workspace to other computers`,
    text: `Two computers that change it at the same time, or a copy taken in the middle of a change, damage its database. Keep workspaces in a folder of this computer only, and hand them over as workspace files.`,
    details: [],
  };
}

function monthOf({ billingPeriod, reportName }: MonthFault, format: Format): string {
  return `${format.period(billingPeriod)} of ${reportName}`;
}

/** Not more names than can be read at a glance. */
function someOf(names: readonly string[]): string {
  if (names.length <= NAMED + 1) return names.join(", ");
  return `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
}

/** DuckDB names files with their whole path. */
function withoutFolders(cause: string): string {
  return cause.replaceAll(/"[^"]*[\\/]([^"\\/]+)"/g, '"$1"');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
