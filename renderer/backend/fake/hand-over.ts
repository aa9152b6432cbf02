import type { WorkspaceFileSummary } from "#core/workspace/file/manifest.ts";
import type { Translation } from "#core/workspace/redaction/pseudonym.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";

const SHA = "9f86d081884c";

/** A workspace file as the fake's open dialog gives it. */
export const WORKSPACE_FILE: WorkspaceFileSummary = {
  path: "/home/ana/Downloads/Acme.cloudspend",
  sizeBytes: 48_120_400,
  version: 1,
  app: "0.1.0",
  createdAt: "2026-10-12T09:30:00.000Z",
  name: "Acme",
  sourceNames: true,
  redaction: null,
  deliveries: ["2026-08", "2026-09"].map((billingPeriod, index) => ({
    id: `${billingPeriod}-${SHA}`,
    billingPeriod,
    format: "legacy" as const,
    reportName: "acme-cost-and-usage",
    counted: true,
    rows: 412_018 + index,
    totals: { USD: "184220.1200000000" },
  })),
  collections: { budgets: 3, views: 2, allocationModels: 1 },
  accounts: 1,
};

/** Pseudonyms of the fake's key file. */
export const TRANSLATIONS: readonly Translation[] = [
  { kind: "account", original: "111122223333", pseudonym: "804421976315" },
  { kind: "name", original: "Acme Production", pseudonym: "name-5c1f0b7e22aa" },
  { kind: "resource", original: "i-0abc1234def567890", pseudonym: "i-7f21c09be4d3a5581" },
  { kind: "invoice", original: "EUINV26-1234567", pseudonym: "EUINV83-9027114" },
  { kind: "tagKey", original: "team", pseudonym: "key91d2c4e0ab77" },
  { kind: "tagValue", original: "checkout", pseudonym: "value-0d3e9a61c4f2" },
  {
    kind: "description",
    original: "$0.0416 per On Demand Linux t3.medium Instance Hour",
    pseudonym: "$0.0416 per On Demand Linux t3.medium Instance Hour",
  },
];

const KIND_OF: Readonly<Record<Redaction, Translation["kind"]>> = {
  accounts: "account",
  names: "name",
  resources: "resource",
  tagValues: "tagValue",
  tagKeys: "tagKey",
  invoices: "invoice",
  descriptions: "description",
};

export function previewOf(hidden: readonly Redaction[]): readonly Translation[] {
  const kinds = new Set(hidden.map((each) => KIND_OF[each]));
  return TRANSLATIONS.map((each) => (kinds.has(each.kind) ? each : { ...each, pseudonym: each.original }));
}
