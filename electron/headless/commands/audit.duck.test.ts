import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { read } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createFormat } from "#core/format/format.ts";
import { compare, sum } from "#core/money/decimal.ts";
import { wasteWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "../cloudspend.fixture.ts";

const answered = z.object({
  month: z.string(),
  currency: z.string(),
  total: z.string(),
  savings: z.string(),
  pages: z.number(),
  files: z.array(z.string()),
});
const HOSTILE = `<script>alert('a')</script> "Ada" & Söhne`;

let directory: string;
let document: string;
let answer: z.infer<typeof answered>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-audit-test-"));
  const world = wasteWorld({ ...closedOptions("2024-02", 2), rows: 2_600 });
  await writeSample({ directory: join(directory, "bills"), world, format: "legacy" });
  const { code, out, err } = await command(
    "bills --workspace ws --html out.html --xlsx out.xlsx --metric unblended --locale de-DE --json --client",
    HOSTILE,
  );
  if (code !== 0) throw new Error(err);
  answer = answered.parse(JSON.parse(out));
  document = await readFile(join(directory, "out.html"), "utf8");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function command(line: string, ...more: readonly string[]): Promise<Ran> {
  return cloudspend(["audit", ...line.split(" "), ...more], { directory });
}

/** Unblended cost of a month, added up from the delivered files. */
async function delivered(month: string): Promise<string> {
  const folder = join(directory, "bills");
  const paths = (await readdir(folder, { recursive: true })).filter(
    (path) => path.endsWith(".csv.gz") && path.includes(`${month.replace("-", "")}01-`),
  );
  const costs = await Promise.all(
    paths.map(async (path) => {
      const text = gunzipSync(await readFile(join(folder, path)));
      const rows = z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));
      return rows.map((row) => row["lineItem/UnblendedCost"] ?? "0");
    }),
  );
  return sum(costs.flat());
}

const text = (markup: string): string => markup.replaceAll(/\s/g, " ");

test("the report's totals are those of the delivered files, written as the locale has it", async () => {
  const total = await delivered("2024-02");
  expect(compare(total, "0.0")).toBe(1);
  expect(answer).toMatchObject({ month: "2024-02", currency: "USD", total });
  const de = createFormat("de-DE");
  for (const amount of [total, await delivered("2024-01"), answer.savings])
    expect(text(document)).toContain(text(de.money(amount, "USD")));
});

test("pages are numbered one after the other, and the contents lead where they say", () => {
  const tight = document.replaceAll(/\s+/g, " ").replaceAll(/ ?([<>]) ?/g, "$1");
  const pages = [...document.matchAll(/<section id="page-(\d+)"/g)].map(([, page]) => Number(page));
  expect(pages).toEqual(Array.from({ length: answer.pages }, (_, at) => at + 1));
  const entries = [
    ...tight.matchAll(
      /<li><a href="#page-(\d+)"><span class="part">([^<]+)<\/span><span class="message">([^<]*)<\/span><span class="page">(\d+)<\/span>/g,
    ),
  ];
  expect(entries.map(([, , name]) => name)).toEqual([
    "Executive summary",
    "Cost trend",
    "Drivers",
    "Allocation",
    "Commitments",
    "Findings",
    "Data quality and tie-out",
    "Method",
  ]);
  for (const [, link, name, title, page] of entries) {
    expect(link).toBe(page);
    const section = tight.split(`<section id="page-${page}"`)[1]?.split("</section>")[0] ?? "";
    expect(section).toContain(`<span>${name}</span></header>`);
    expect(section).toContain(`<h2>${title}</h2>`);
  }
  for (const [, target] of document.matchAll(/href="#page-(\d+)"/g)) expect(pages).toContain(Number(target));
});

test("the document fetches nothing and runs nothing, and hostile names stay text", () => {
  expect(document).not.toMatch(
    /<script|<link|<iframe|javascript:|@import|(?:src|href|url\()\s*=?\s*["']?(?:https?:|\/\/|file:)/i,
  );
  expect(document).toContain("default-src &#39;none&#39;");
  expect(document).toContain("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt; &quot;Ada&quot; &amp; Söhne");
});

test("the workbook has the same figures, exact and typed", async () => {
  const book = read(await readFile(join(directory, "out.xlsx")));
  expect(book.SheetNames).toEqual(
    expect.arrayContaining(["About", "Cost trend", "Drivers", "Findings", "Other rules", "Tie-out", "Files"]),
  );
  const trend = book.Sheets["Cost trend"] ?? {};
  const totals = Object.entries(trend).filter(([place, cell]) => /^[CD]\d+$/.test(place) && cell?.t === "n");
  const last = totals.at(-1)?.[1]?.v;
  expect(last).toBeCloseTo(Number(answer.total), 6);
  for (const sheet of Object.values(book.Sheets))
    for (const cell of Object.values(sheet)) expect(cell).not.toHaveProperty("f");
});

test("chosen sections come in their order, and others are not there", async () => {
  const { code } = await command("--workspace ws --html short.html --sections method,trend --color #ffee00");
  expect(code).toBe(0);
  const short = await readFile(join(directory, "short.html"), "utf8");
  const parts = [...short.matchAll(/<span class="part">([^<]+)/g)].map(([, name]) => name?.trim());
  expect(parts).toEqual(["Method", "Cost trend"]);
  expect(short).not.toContain("#ffee00");
});

test("what is wrong is said before anything is read", async () => {
  const wrong = (options: string) => command(`bills ${options}`.trim());
  expect(await wrong("")).toMatchObject({ code: 2 });
  expect(await wrong("--html out.pdf")).toMatchObject({ code: 2 });
  expect(await wrong("--html a.html --sections trend,nothing")).toMatchObject({ code: 2 });
  expect(await wrong("--html a.html --color red")).toMatchObject({ code: 2 });
  expect(await wrong(`--html a.html --title ${"x".repeat(121)}`)).toMatchObject({ code: 2 });
  expect(await wrong("--html a.html --locale no_such_tongue")).toMatchObject({ code: 2 });
  const unprinted = await wrong("--report a.pdf");
  expect(unprinted.code).toBe(1);
  expect(unprinted.err).toContain("The PDF could not be made");
  const unheld = await command("--workspace ws --html a.html --month 2020-01");
  expect(unheld.err).toContain("holds no costs of 2020-01");
  await writeFile(join(directory, "logo.gif"), "GIF89a");
  const refused = await command("--workspace ws --html a.html --logo logo.gif");
  expect(refused.err).toContain("cannot be the logo");
});
