import { expect, test } from "vitest";
import type { Incident } from "#core/workspace/condition.ts";
import { DAMAGED, SOUND } from "../backend/fake/condition.ts";
import { damageNotice, incidentNotice, syncNotice } from "./condition.ts";
import { createFormat } from "./format.ts";

const format = createFormat("en-US");
const incident: Incident = {
  id: "1",
  at: "2026-11-02T08:00:00Z",
  thing: "database",
  name: "workspace.duckdb",
  cause: "checksum",
  folder: "/w/damaged/1",
  lost: null,
  saved: null,
};

test("a sound workspace is nothing to tell of", () => {
  expect(damageNotice(SOUND, [], format)).toBeNull();
  expect(incidentNotice([], format)).toBeNull();
});

test("damage is told with the months it affects, the newest first", () => {
  const notice = damageNotice(DAMAGED, [], format);
  expect(notice?.title).toBe("Files of this workspace are damaged");
  expect(notice?.text).toContain("Affected: October 2026, September 2026.");
  expect(notice?.details).toContain(
    "September 2026 of acme-cost-and-usage: its line items are not as they were read",
  );
  expect(damageNotice(DAMAGED, [incident], format)?.title).toBe("The database of this workspace is damaged");
  expect(damageNotice({ ...SOUND, database: "checksum" }, [], format)?.text).toContain(
    "All months are affected.",
  );
});

test("many months are not all named at a glance", () => {
  const faults = Array.from({ length: 9 }, (_, index) => ({
    kind: "unlisted" as const,
    deliveryId: String(index),
    billingPeriod: `2026-0${index + 1}`,
    reportName: "acme",
  }));
  const notice = damageNotice({ ...SOUND, faults }, [], format);
  expect(notice?.title).toBe("The database of this workspace has lost months");
  expect(notice?.text).toContain("September 2026, August 2026, July 2026 and 6 more");
  expect(notice?.details).toHaveLength(9);
});

test("what is lost is named with what to do about it", () => {
  const lost = {
    billingPeriod: "2026-02",
    reportName: "acme",
    payerAccountId: null,
    rows: 1_204,
    costAccountId: null,
  };
  const notice = incidentNotice([{ ...incident, thing: "lineItems", lost }], format);
  expect(notice?.title).toBe("Line items of February 2026 are lost");
  expect(notice?.text).toContain("Import the files of that month again.");
  expect(notice?.details[0]).toContain("lost: 1,204 line items of February 2026");
  const synced = incidentNotice([{ ...incident, lost: { ...lost, costAccountId: "a" } }], format);
  expect(synced?.text).toContain("The next sync of its account fetches that month again.");
});

test("a document says how much of it could be kept", () => {
  const document: Incident = { ...incident, thing: "document", name: "views.json", saved: 4 };
  expect(incidentNotice([document], format)?.details).toEqual([
    "Nov 2, 2026: views.json; 4 entries of it could be kept. Checksum",
  ]);
  expect(incidentNotice([document, incident], format)?.title).toBe("2 damaged things were put aside");
});

test("a document that is gone starts anew, and causes are told without folders", () => {
  const gone: Incident = {
    ...incident,
    thing: "document",
    name: "views.json",
    cause: 'no file "/w/a/views.json"',
  };
  const notice = incidentNotice([gone], format);
  expect(notice?.text).toContain("What it held starts anew");
  expect(notice?.details).toEqual(['Nov 2, 2026: views.json. No file "views.json"']);
});

test("a synced folder is named with its service", () => {
  expect(syncNotice("OneDrive").title).toBe("OneDrive copies this workspace to other computers");
});
