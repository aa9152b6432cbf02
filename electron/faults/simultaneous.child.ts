import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { nameAccounts } from "../engine/catalogue/account-names.ts";
import { openWorkspace } from "../engine/workspace/open-workspace.ts";
import { failureOf } from "../transport/failure-of.ts";

/** Opens a workspace, changes something, says so and holds it for a while; or says why it could not be opened. */
const [directory = "", holdMs = "0"] = process.argv.slice(2);
try {
  const { database } = await openWorkspace(directory, new Date(), { threads: 1 });
  const name = randomUUID();
  await nameAccounts(database, "user", [{ id: name, name }]);
  writeSync(1, `acknowledged ${name}\n`);
  await setTimeout(Number(holdMs));
  await database.close();
} catch (error) {
  writeSync(1, `refused ${failureOf(error)?.code ?? `bug ${String(error)}`}\n`);
}
process.exit(0);
