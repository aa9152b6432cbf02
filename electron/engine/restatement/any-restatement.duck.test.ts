import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, subtract, sum } from "#core/money/decimal.ts";
import { DIFFERENCE_DIMENSIONS } from "#core/restatement/restatement.ts";
import { importPaths } from "../ingest/import.ts";
import { type Cells, csv, lineItem, putLegacyDelivery } from "../ingest/report-files.fixture.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { compareRows, compareSums, listRestatements } from "./restatements.ts";

type Row = {
  readonly account: string;
  readonly service: string;
  readonly type: string;
  /** Ten-billionths, as AWS writes them. */
  readonly cost: number;
};

const row = fc.record({
  account: fc.constantFrom("111111111111", "222222222222", "333333333333"),
  service: fc.constantFrom("AmazonEC2", "AmazonS3", "AWSLambda"),
  type: fc.constantFrom("Usage", "Fee", "Tax", "Credit"),
  cost: fc.integer({ min: -9_000_000_000, max: 90_000_000_000 }),
});
/** A line item stays, goes, comes or costs something else. */
const fate = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "stays" } as const) },
  fc.constant({ kind: "goes" } as const),
  fc.constant({ kind: "comes" } as const),
  fc.record({
    kind: fc.constant("changes" as const),
    cost: fc.integer({ min: -9_000_000_000, max: 90_000_000_000 }),
  }),
);
const month = fc.array(fc.tuple(row, fate), { minLength: 2, maxLength: 30 }).filter(
  // A delivery without a line item is none.
  (lines) => lines.some(([, { kind }]) => kind !== "comes") && lines.some(([, { kind }]) => kind !== "goes"),
);

test("whatever AWS changes in a month is told by every dimension and row, to the last digit, and backwards", async () => {
  await fc.assert(
    fc.asyncProperty(month, async (lines) => {
      const items = lines.map(([own, { kind }], at) => ({ id: `i-${at}`, own, kind }));
      const before = items.filter(({ kind }) => kind !== "comes").map(({ id, own }) => cellsOf(id, own));
      const after = lines.flatMap(([own, change], at) => {
        if (change.kind === "goes") return [];
        return [cellsOf(`i-${at}`, change.kind === "changes" ? { ...own, cost: change.cost } : own)];
      });
      const changed = lines.flatMap(([own, change], at) =>
        change.kind === "stays" || (change.kind === "changes" && change.cost === own.cost) ? [] : [`i-${at}`],
      );
      await expectTold(before, after, changed);
    }),
    { numRuns: 10 },
  );
}, 180_000);

/** Delivers a month three times: as it was, as it was changed, and as it was again. */
async function expectTold(
  before: readonly Cells[],
  after: readonly Cells[],
  changed: readonly string[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-any-restatement-"));
  const { database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0));
  try {
    for (const [at, rows] of [before, after, before].entries()) {
      const assemblyId = `delivery-${at}`;
      const path = await putLegacyDelivery(join(folder, assemblyId), { assemblyId, chunks: [csv(rows)] });
      const now = () => new Date(Date.UTC(2024, 2 + at, 1));
      const { skipped } = await importPaths({ database, directory, paths: [path], leaveOut: [], now });
      expect(skipped).toEqual([]);
    }
    const [was, is] = [costOf(before), costOf(after)];
    await database.read(async (connection) => {
      const { restatements } = await listRestatements(connection, directory);
      expect(restatements).toHaveLength(2);
      for (const [at, { id }] of restatements.entries()) {
        // The latest is told first: it took the change back.
        const [from, to] = at === 0 ? [is, was] : [was, is];
        const asked = { restatementId: id, metric: "unblended", filters: [], currency: null } as const;
        for (const groupBy of DIFFERENCE_DIMENSIONS) {
          const { total, groups } = await compareSums(connection, directory, { ...asked, groupBy });
          expect([total.before, total.after].map(canonical)).toEqual([from, to]);
          expect(canonical(sum(groups.map(({ difference }) => difference)))).toBe(
            canonical(subtract(to, from)),
          );
        }
        const answer = await compareRows(connection, directory, { ...asked, offset: 0, limit: 100 });
        if (answer.kind !== "rows") throw new Error("the line items are not kept");
        expect(answer.rows.map(({ key }) => key.resourceId).toSorted()).toEqual(changed.toSorted());
        expect(canonical(sum(answer.rows.map(({ difference }) => difference)))).toBe(
          canonical(subtract(to, from)),
        );
      }
    });
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function cellsOf(id: string, { account, service, type, cost }: Row): Cells {
  const [sign, digits] = [cost < 0 ? "-" : "", String(Math.abs(cost)).padStart(11, "0")];
  const amount = `${sign}${digits.slice(0, -10)}.${digits.slice(-10)}`;
  return lineItem(1, {
    "identity/LineItemId": `${id}-${amount}`,
    "lineItem/ResourceId": id,
    "lineItem/UsageAccountId": account,
    "lineItem/ProductCode": service,
    "lineItem/LineItemType": type,
    "lineItem/UnblendedCost": amount,
    "lineItem/BlendedCost": amount,
    "bill/InvoiceId": "EUINV24-1",
  });
}

function costOf(rows: readonly Cells[]): string {
  return canonical(sum(rows.map((cells) => cells["lineItem/UnblendedCost"] ?? "0.0")));
}
