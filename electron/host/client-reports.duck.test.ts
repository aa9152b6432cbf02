import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { read } from "@e965/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NEW_REPORT, type ReportDefinition } from "#core/client-report/report-definition.ts";
import type { FindingMark } from "#core/finding/findings-query.ts";
import { canonical } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { signedFacts, type SignOff, signOffKey } from "#core/tie-out/sign-off.ts";
import { startEngine, resultOf, type TestEngine } from "../engine/engine.fixture.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import type { EngineClient } from "../transport/client.ts";
import { clientReportHandlers } from "./client-reports.ts";
import { findingMarkCollection } from "./findings.ts";
import { createOpenWorkspace, type OpenWorkspace } from "./open-workspace.ts";
import { signOffCollection } from "./tie-out.ts";
import { openWorkspaceRegistry } from "./workspace-registry.ts";

const NOW = (): Date => new Date("2026-11-22T12:00:00Z");
const DEFINITION: ReportDefinition = {
  ...NEW_REPORT,
  id: "r-1",
  client: "Globex <b>& Söhne</b>",
  metric: "unblended",
  months: 2,
};
const REJECTED: FindingMark = {
  id: "idle-nat-gateways",
  status: "rejected",
  note: "",
  owner: "",
  accepted: null,
  markedAt: "2026-11-22T12:00:00.000Z",
};
const REQUEST = { definition: DEFINITION, month: null, currency: null };

let folder: string;
let engine: TestEngine;
let client: EngineClient;
let workspace: OpenWorkspace;
let total: string;
let chosen: string | null = null;
const printed: string[] = [];
const pictured: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-reports-"));
  engine = await startEngine();
  client = engine.connect();
  const registry = await openWorkspaceRegistry(folder, NOW);
  workspace = createOpenWorkspace(registry, () => client);
  await workspace.open((await registry.create("Acme", false)).id);
  const bills = join(folder, "bills");
  const world = { ...closedOptions("2026-10", 1), rows: 1_500 };
  const written = await writeSample({ directory: bills, world, format: "legacy" });
  total = canonical(written.totals.overall.metrics["unblended"] ?? "absent");
  await resultOf(client, await client.imports.start({ paths: [bills], leaveOut: [] }));
}, 120_000);
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function host(now = NOW) {
  return createRouterClient(
    clientReportHandlers({
      workspace,
      engine: () => client,
      dialogs: { saveFile: async () => chosen, openPicture: async () => chosen },
      printing: {
        print: async (html) => {
          printed.push(html);
          return Buffer.from("%PDF-");
        },
        picture: async (html) => {
          pictured.push(html);
          return Buffer.from([0x89, 0x50, 0x4e, 0x47]);
        },
      },
      about: () => ({ version: "1.2.3" }),
      now,
    }),
  );
}

test("a preview is of the newest whole month, and its pages are pictures of one page each", async () => {
  const reports = host();
  const preview = await reports.preview(REQUEST);
  expect(preview).toMatchObject({ month: "2026-10", currency: "USD" });
  expect(preview.sections.map(({ id }) => id)).toEqual(DEFINITION.sections);
  expect(preview.pages).toBeGreaterThanOrEqual(preview.sections.length + 2);
  const picture = await reports.page({ id: preview.id, page: 3 });
  expect(Buffer.from(picture?.base64 ?? "", "base64").toString("latin1")).toBe("\x89PNG");
  expect(pictured.at(-1)).toContain("#page-3 { display: block }");
  expect(pictured.at(-1)).toContain("Globex &lt;b&gt;&amp; Söhne&lt;/b&gt;");
  expect(await reports.page({ id: preview.id, page: preview.pages + 1 })).toBeNull();
  expect(await reports.page({ id: "gone", page: 1 })).toBeNull();
});

test("a changed colour is in the next preview, and old previews are let go", async () => {
  const reports = host();
  await reports.preview(REQUEST);
  const recoloured = await reports.preview({ ...REQUEST, definition: { ...DEFINITION, accent: "#9b2c1f" } });
  await reports.page({ id: recoloured.id, page: 1 });
  expect(pictured.at(-1)).toContain("#9b2c1f");
  for (let at = 0; at < 4; at += 1) await reports.preview(REQUEST);
  expect(await reports.page({ id: recoloured.id, page: 1 })).toBeNull();
});

test("the engine is asked again only when something it answers from has changed", async () => {
  let told = 0;
  const reports = host(() => {
    told += 1;
    return NOW();
  });
  const preview = (changed: Partial<ReportDefinition> = {}, month: string | null = null) =>
    reports.preview({ ...REQUEST, month, definition: { ...DEFINITION, ...changed } });
  await preview();
  await preview();
  await preview({ accent: "#9b2c1f", client: "Initech", locale: "de-DE", sections: ["method"] });
  expect(told).toBe(1);
  await preview({ months: 3 });
  expect(told).toBe(2);
  await preview({ months: 3 }, "2026-10");
  expect(told).toBe(3);
  const { directory } = workspace.required();
  await findingMarkCollection(() => directory).save(REJECTED);
  await preview({ months: 3 }, "2026-10");
  expect(told).toBe(4);
  await findingMarkCollection(() => directory).remove(REJECTED.id);
  await preview({ months: 3 }, "2026-10");
  expect(told).toBe(5);
});

test("it is written as PDF, as HTML and as a workbook with the month's exact total", async () => {
  const reports = host();
  const write = (format: "pdf" | "html" | "xlsx"): Promise<string | null> => {
    chosen = join(folder, `report.${format}`);
    return reports.write({ request: REQUEST, format, suggestedName: "Globex" });
  };
  expect(await write("html")).toBe(join(folder, "report.html"));
  const html = await readFile(join(folder, "report.html"), "utf8");
  expect(html).toContain("Globex &lt;b&gt;&amp; Söhne&lt;/b&gt;");
  expect(html).not.toMatch(/<script|src="http|href="http/);
  await write("pdf");
  expect(await readFile(join(folder, "report.pdf"), "latin1")).toBe("%PDF-");
  expect(printed).toEqual([html]);
  await write("xlsx");
  const book = read(await readFile(join(folder, "report.xlsx")));
  const trend = Object.values(book.Sheets["Cost trend"] ?? {}).map((cell: { v?: unknown }) => Number(cell.v));
  expect(trend.some((value) => Math.abs(value - Number(total)) < 1e-6)).toBe(true);
});

test("a month that was signed off says by whom, and that its bill has changed since", async () => {
  const reports = host();
  const { months } = await client.tieOut.ledger({ invoices: [] });
  const [month] = months;
  if (month === undefined) throw new Error("no month");
  const { directory } = workspace.required();
  const kept = signOffCollection(() => directory);
  const signOff: SignOff = {
    id: signOffKey(month),
    billingPeriod: month.billingPeriod,
    payerAccountId: month.payerAccountId,
    by: "Ana <b>Lima</b>",
    at: "2026-11-20T10:00:00.000Z",
    note: "as printed",
    ...signedFacts(month),
  };
  const written = async (): Promise<string> => {
    chosen = join(folder, "signed.html");
    await reports.write({ request: REQUEST, format: "html", suggestedName: "x" });
    return (await readFile(chosen, "utf8")).replaceAll(/\s+/g, " ");
  };
  expect(await written()).not.toContain("signed off");
  await kept.save(signOff);
  const signed = await written();
  expect(signed).toContain("1 month is signed off</h2>");
  expect(signed).toContain("Ana &lt;b&gt;Lima&lt;/b&gt;");
  await kept.save({ ...signOff, sums: signOff.sums.map((sum) => ({ ...sum, bill: "1.0" })) });
  expect(await written()).toContain("1 month is signed off; 1 changed since</h2>");
  await kept.remove(signOff.id);
});

test("without a place nothing is written, and a place that cannot be written is told", async () => {
  const reports = host();
  const before = printed.length;
  chosen = null;
  expect(await reports.write({ request: REQUEST, format: "pdf", suggestedName: "x" })).toBeNull();
  expect(printed).toHaveLength(before);
  chosen = join(folder, "gone", "report.html");
  await expect(reports.write({ request: REQUEST, format: "html", suggestedName: "x" })).rejects.toMatchObject(
    { failure: { code: "file.unwritable" } },
  );
});

test("a month that is not held is told with those that are", async () => {
  await expect(host().preview({ ...REQUEST, month: "2020-01" })).rejects.toMatchObject({
    failure: { code: "report.month_not_held", params: { first: "2026-10", last: "2026-10" } },
  });
});

test("a logo is told by its bytes, not by its name", async () => {
  const reports = host();
  chosen = null;
  expect(await reports.chooseLogo()).toBeNull();
  chosen = join(folder, "logo.svg");
  await writeFile(chosen, "<svg xmlns='http://www.w3.org/2000/svg'/>");
  expect(await reports.chooseLogo()).toMatch(/^data:image\/svg\+xml;base64,/);
  chosen = join(folder, "logo.png");
  await writeFile(chosen, "GIF89a");
  await expect(reports.chooseLogo()).rejects.toMatchObject({ failure: { code: "report.logo_refused" } });
});

test("reports are kept with the workspace, last saved first, and go back to their place", async () => {
  const reports = host();
  const other = { ...DEFINITION, id: "r-2", client: "Initech" };
  await reports.save(DEFINITION);
  await reports.save(other);
  expect(await reports.list()).toEqual([other, DEFINITION]);
  await reports.remove({ id: "r-2" });
  await reports.place({ item: other, at: 1 });
  expect(await reports.list()).toEqual([DEFINITION, other]);
});
