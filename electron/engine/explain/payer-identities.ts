import type { DuckDBConnection } from "@duckdb/node-api";
import { lineItemSource } from "#core/cost/source/line-item-source.ts";
import { ofPayer } from "#core/ingest/check-sql.ts";
import { checkIdentities } from "#core/ingest/identities.ts";
import type { IdentityCheck, PayerIdentities } from "#core/ingest/quality-report.ts";
import { raw } from "#core/sql/sql.ts";
import { listEntries } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { runRows } from "../duckdb/run.ts";
import { subjectSums, typeSums } from "../ingest/checks.ts";
import { Remembered } from "../line-items/remembered.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

/** Deliveries never change under their id. */
const KNOWN = new Remembered<readonly IdentityCheck[]>(500);

/** The identities of every counted delivery, newest month first, for each payer it holds bills of. */
export async function identitiesByPayer(
  workspace: OpenWorkspace,
  signal?: AbortSignal,
): Promise<readonly PayerIdentities[]> {
  return withDeliveries(workspace.database, (connection) => ofAll(workspace, connection), signal);
}

async function ofAll(
  workspace: OpenWorkspace,
  connection: DuckDBConnection,
): Promise<readonly PayerIdentities[]> {
  const entries = (await listEntries(connection)).filter(({ delivery }) => delivery.counted);
  const payers = await payersByDelivery(connection);
  const found: PayerIdentities[] = [];
  for (const entry of entries) {
    const own = payers.get(entry.delivery.id) ?? [entry.delivery.payerAccountId];
    for (const payer of own) {
      const identities =
        own.length === 1 ? entry.quality.identities : await ofOnePayer(workspace, connection, entry, payer);
      found.push(payerIdentities(entry, payer, identities));
    }
  }
  return found.toSorted((a, b) => b.billingPeriod.localeCompare(a.billingPeriod));
}

function payerIdentities(
  { delivery }: CatalogueEntry,
  payerAccountId: string | null,
  identities: readonly IdentityCheck[],
): PayerIdentities {
  const [currency = null, ...others] = Object.keys(delivery.totals);
  return {
    payerAccountId,
    billingPeriod: delivery.billingPeriod,
    deliveryId: delivery.id,
    reportName: delivery.reportName,
    currency: others.length === 0 ? currency : null,
    identities: identities.filter(({ id }) => id !== "rows" && id !== "rollup"),
  };
}

/** What the import checks of the whole delivery, over one payer's line items. */
async function ofOnePayer(
  { database, directory }: OpenWorkspace,
  connection: DuckDBConnection,
  { delivery }: CatalogueEntry,
  payer: string | null,
): Promise<readonly IdentityCheck[]> {
  return KNOWN.get(database, `${delivery.id} ${payer ?? ""}`, async () => {
    const source = ofPayer(lineItemSource(delivery, directory), payer);
    const types = await typeSums(connection, delivery, source);
    const subjects = await subjectSums(connection, delivery, source, types);
    return checkIdentities({ delivery, types, ...subjects, countedRows: null });
  });
}

async function payersByDelivery(
  connection: DuckDBConnection,
): Promise<ReadonlyMap<string, readonly (string | null)[]>> {
  const rows = await runRows(
    connection,
    raw("SELECT delivery_id, payer_account FROM daily GROUP BY ALL ORDER BY delivery_id, payer_account"),
  );
  const payers = new Map<string, (string | null)[]>();
  for (const [delivery, payer] of rows) {
    const held = payers.get(String(delivery)) ?? [];
    payers.set(String(delivery), held);
    held.push(typeof payer === "string" ? payer : null);
  }
  return payers;
}
