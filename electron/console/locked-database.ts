import { DuckDBInstance } from "@duckdb/node-api";
import type { ConsoleSnapshot } from "#core/console/documented-view.ts";

/**
 * Opens a snapshot so that nothing can be written, no other file be read and no setting be changed. Reading stays
 * allowed for the very files the views are made of.
 */
export async function openLocked(snapshot: ConsoleSnapshot, memoryLimitMb: number): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(snapshot.file, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const reads = snapshot.reads.map((path) => `'${path.replaceAll("'", "''")}'`);
  const settings = [
    `allowed_paths = [${reads.join(", ")}]`,
    "temp_directory = ''",
    `memory_limit = '${memoryLimitMb}MB'`,
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "allow_persistent_secrets = false",
    "TimeZone = 'UTC'",
    "errors_as_json = true",
    "enable_external_access = false",
    "lock_configuration = true",
  ];
  for (const setting of settings) await connection.run(`SET GLOBAL ${setting}`);
  connection.closeSync();
  return instance;
}
