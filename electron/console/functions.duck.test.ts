import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { ALLOWED_FUNCTIONS, ALLOWED_TABLE_FUNCTIONS, isOperatorName } from "#core/console/gate/functions.ts";

/** Functions of DuckDB that the console refuses on purpose; a new version's functions are in neither list and show up here. */
const REFUSED = new Set(
  `
  arrow_scan arrow_scan_dumb can_cast_implicitly cast_to_type check_peg_parser checkpoint
  col_description combine constant_or_null create_sort_key current_catalog current_connection_id
  current_database current_query current_query_id current_role current_schema current_schemas
  current_setting current_transaction_id current_user currval disable_logging disable_peg_parser
  disable_profiling enable_logging enable_peg_parser enable_profiling finalize force_checkpoint
  format_pg_type format_type generate_subscripts get_block_size get_type getvariable glob
  histogram_values icu_calendar_names icu_sort_key in_search_path json_deserialize_sql
  json_execute_serialized_sql json_serialize_plan json_serialize_sql make_type map_to_pg_oid nextval
  obj_description parse_duckdb_log_message query query_table regexp_split_to_table remap_struct
  repeat_row replace_type seq_scan session_user setseed shobj_description sleep_ms sniff_csv
  sql_auto_complete stats summary test_all_types test_vector_types timetz_byte_comparable
  truncate_duckdb_logs txid_current user variant_bytes_to_variant variant_extract variant_normalize
  variant_to_parquet_variant variant_typeof vector_type version which_secret write_log`
    .split(/\s+/)
    .filter((name) => name !== ""),
);
const REFUSED_FAMILIES = /^(__internal_|duckdb_|has_|icu_collate_|inet_|parquet_|pg_|pragma_|read_|st_)/;

test("every function of DuckDB is either allowed or refused on purpose", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type <> 'pragma' ORDER BY 1",
  );
  const names = reader.getRows().map(([name]) => String(name).toLowerCase());
  const undecided = names.filter(
    (name) =>
      !ALLOWED_FUNCTIONS.has(name) &&
      !ALLOWED_TABLE_FUNCTIONS.has(name) &&
      !isOperatorName(name) &&
      !REFUSED.has(name) &&
      !REFUSED_FAMILIES.test(name),
  );
  expect(undecided).toEqual([]);
  expect([...ALLOWED_FUNCTIONS].filter((name) => !names.includes(name))).toEqual([]);
  expect([...REFUSED].filter((name) => ALLOWED_FUNCTIONS.has(name))).toEqual([]);
  connection.closeSync();
  instance.closeSync();
});
