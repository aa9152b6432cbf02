import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const DIMENSIONS =
  `billing_period report currency payer_account linked_account service region availability_zone usage_type
  operation line_item_type purchase_option product_family instance_type billing_entity legal_entity invoice_id tax_type
  pricing_unit`.split(/\s+/);
const METRICS =
  "unblended blended amortized net_unblended net_amortized on_demand_equivalent usage_amount".split(" ");

/** The tables of format 1 as its first version made them; never to be changed. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  delivery: [
    "id VARCHAR",
    "billing_period VARCHAR",
    "counted BOOLEAN",
    "delivery VARCHAR",
    "quality VARCHAR",
    "summaries VARCHAR",
    "origin VARCHAR",
  ],
  account_name: ["account_id VARCHAR", "name VARCHAR", "path VARCHAR", "source VARCHAR"],
  label: ["dimension VARCHAR", "value VARCHAR", "label VARCHAR"],
  map_key: ["delivery_id VARCHAR", "column_id VARCHAR", "key VARCHAR"],
  daily: [
    "delivery_id VARCHAR",
    "day DATE",
    ...DIMENSIONS.map((name) => `${name} VARCHAR`),
    ...METRICS.map((name) => `${name} DECIMAL(38,18)`),
    "line_items BIGINT",
  ],
};

/** Writes a workspace, which nobody has open, as the first version of the app left it: fewer tables, records without checks. */
export async function asFirstFormat(directory: string): Promise<void> {
  const file = join(directory, "workspace.duckdb");
  const present = `${file}.present`;
  await rename(file, present);
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`ATTACH '${present}' AS present (READ_ONLY)`);
  for (const [name, columns] of Object.entries(TABLES)) {
    const names = columns.map((column) => column.split(" ")[0]).join();
    await connection.run(`CREATE TABLE ${name} (${columns.join()})`);
    await connection.run(`INSERT INTO ${name} (${names}) SELECT ${names} FROM present.${name}`);
  }
  connection.closeSync();
  instance.closeSync();
  await rm(present);
  for (const name of ["catalogue-copy.json", "checked-files.json"])
    await rm(join(directory, name), { force: true });
  for (const id of await readdir(join(directory, "line-items"))) {
    const path = join(directory, "line-items", id, "delivery.json");
    const { version, entry, stored } = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ version, entry, stored }));
  }
  await writeFile(
    join(directory, "workspace.json"),
    '{ "version": 1, "createdAt": "2024-01-01T00:00:00.000Z" }\n',
  );
}
