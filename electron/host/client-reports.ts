import { randomUUID } from "node:crypto";
import { implement } from "@orpc/server";
import type { ReportContent } from "#core/client-report/content.ts";
import { pageAlone } from "#core/client-report/page-alone.ts";
import { type ReportDocument, reportDocument } from "#core/client-report/report-html.ts";
import type { ReportFormat, ReportRequest } from "#core/client-report/report-request.ts";
import { reportFacts, reportTables } from "#core/client-report/report-tables.ts";
import { hostContract } from "#core/contract/host.ts";
import { reportFont } from "../client-report/font.ts";
import { gatherReport } from "../client-report/gather.ts";
import { keptForReports, reportCollection } from "../client-report/kept.ts";
import { readLogo } from "../client-report/logo.ts";
import { jobResult } from "../hand-over/job-result.ts";
import type { EngineClient } from "../transport/client.ts";
import type { Dialogs } from "./dialogs.ts";
import type { OpenWorkspace } from "./open-workspace.ts";
import { serveCollection } from "./serve-collection.ts";
import { placeFor } from "./place-for.ts";
import { writeFileWhole } from "./write-file.ts";

export type ClientReportParts = {
  readonly workspace: OpenWorkspace;
  readonly engine: () => EngineClient;
  readonly dialogs: Pick<Dialogs, "openPicture" | "saveFile">;
  readonly printing: ReportPrinting;
  readonly about: () => { readonly version: string };
  readonly now: () => Date;
};

export type ReportPrinting = {
  /** A document as PDF. */
  readonly print: (html: string) => Promise<Uint8Array>;
  /** What a document of one page looks like, as PNG; null when it was cancelled before its turn. */
  readonly picture: (html: string, signal: AbortSignal | undefined) => Promise<Uint8Array | null>;
};

/** Previews that can be looked at: the one on the screen, and those whose pages are still on their way. */
const KEPT_PREVIEWS = 4;

const { clientReports } = implement(hostContract);

export function clientReportHandlers(parts: ClientReportParts) {
  const { workspace, dialogs, printing } = parts;
  const kept = reportCollection(() => workspace.required().directory);
  const gather = rememberingLast(parts);
  const previews = new Map<string, ReportDocument>();
  return clientReports.router({
    ...serveCollection(kept),
    preview: clientReports.preview.handler(async ({ input, signal }) => {
      const content = await gather(input, signal);
      const document = reportDocument(content, reportFont());
      const id = randomUUID();
      previews.set(id, document);
      for (const old of [...previews.keys()].slice(0, -KEPT_PREVIEWS)) previews.delete(old);
      const { month, currency } = content;
      return { id, month, currency, pages: document.pages, sections: document.sections };
    }),
    page: clientReports.page.handler(async ({ input: { id, page }, signal }) => {
      const document = previews.get(id);
      if (document === undefined || page > document.pages) return null;
      const picture = await printing.picture(pageAlone(document.html, page), signal);
      return picture === null ? null : { base64: Buffer.from(picture).toString("base64") };
    }),
    chooseLogo: clientReports.chooseLogo.handler(async () => {
      const path = await dialogs.openPicture();
      return path === null ? null : readLogo(path);
    }),
    write: clientReports.write.handler(async ({ input: { request, format, suggestedName }, signal }) => {
      workspace.required();
      const path = await placeFor(dialogs, suggestedName, format);
      if (path === null) return null;
      await write(parts, await ask(parts, request, signal), { format, path });
      return path;
    }),
  });
}

async function write(
  { engine, printing }: ClientReportParts,
  content: ReportContent,
  { format, path }: { readonly format: ReportFormat; readonly path: string },
): Promise<void> {
  if (format === "xlsx") {
    const sources = reportTables(content).map((table) => ({ kind: "table" as const, table }));
    const job = await engine().exports.start({ path, format, sources, facts: reportFacts(content) });
    await jobResult(engine(), job);
    return;
  }
  const { html } = reportDocument(content, reportFont());
  await writeFileWhole(path, format === "html" ? html : await printing.print(html));
}

async function ask(
  { workspace, engine, now, about }: ClientReportParts,
  request: ReportRequest,
  signal: AbortSignal | undefined,
): Promise<ReportContent> {
  const client = engine();
  return gatherReport({
    engine: client,
    request,
    kept: await keptForReports(workspace.required().directory),
    now: now(),
    madeWith: `CloudSpend Desktop ${about().version}`,
    follow: (id) => jobResult(client, id),
    signal,
  });
}

/**
 * Asks as `ask` does, but keeps what was told last: a colour or a name changes how a report looks and nothing it tells. It is told
 * anew when a delivery, a decision or anything else that takes part has changed.
 */
function rememberingLast(parts: ClientReportParts) {
  let last: { readonly key: string; readonly content: ReportContent } | null = null;
  return async (request: ReportRequest, signal: AbortSignal | undefined): Promise<ReportContent> => {
    const { id, directory } = parts.workspace.required();
    const { metric, months } = request.definition;
    const [kept, periods] = await Promise.all([keptForReports(directory), parts.engine().periods.list()]);
    const key = JSON.stringify([id, request.month, request.currency, metric, months, kept, periods]);
    if (last?.key !== key) last = { key, content: await ask(parts, request, signal) };
    return { ...last.content, definition: request.definition };
  };
}
