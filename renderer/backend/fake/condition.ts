import type { Incident, WorkspaceCondition } from "#core/workspace/condition.ts";

const REPORT = { reportName: "acme-cost-and-usage" };

export const SOUND: WorkspaceCondition = { database: null, faults: [], syncedBy: null };

/** A workspace in a folder that is copied elsewhere. */
export const SYNCED: WorkspaceCondition = { ...SOUND, syncedBy: "OneDrive" };

/** A database that has lost two months. */
export const DAMAGED: WorkspaceCondition = {
  ...SOUND,
  faults: [
    { kind: "unlisted", deliveryId: "d-2026-10", billingPeriod: "2026-10", ...REPORT },
    { kind: "lineItems", deliveryId: "d-2026-09", billingPeriod: "2026-09", ...REPORT },
  ],
};

export const INCIDENTS: readonly Incident[] = [
  {
    id: "2026-11-02T08-00-00-1",
    at: "2026-11-02T08:00:00Z",
    thing: "document",
    name: "views.json",
    cause: "it is no JSON",
    folder: "/data/acme/damaged/2026-11-02T08-00-00-1",
    lost: null,
    saved: 4,
  },
];

/** What is put aside until it is acknowledged. */
export function keptIncidents(scene: string): {
  readonly list: () => readonly Incident[];
  readonly acknowledge: (ids: readonly string[]) => void;
} {
  let incidents = scene === "damaged" || scene === "aside" ? INCIDENTS : [];
  return {
    list: () => incidents,
    acknowledge: (ids) => void (incidents = incidents.filter(({ id }) => !ids.includes(id))),
  };
}
