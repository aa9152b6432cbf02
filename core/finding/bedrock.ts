import { raw, sql, type Sql } from "../sql/sql.ts";

/** Models of AWS are services of Bedrock, those of others products of the Marketplace ("... (Amazon Bedrock Edition)"). */
export const IS_BEDROCK = raw("(service LIKE 'AmazonBedrock%' OR service LIKE '%Bedrock Edition%')");

const TYPE = "lower(coalesce(usage_type, ''))";
export const IS_BATCH = raw(`contains(${TYPE}, 'batch')`);
/** `USE1-NovaPro-cache-read-input-token-count`, `MP:USE1_CacheReadInputTokenCount-Units`. */
export const IS_CACHE_READ = raw(`regexp_matches(${TYPE}, 'cache-?read-?input-?token')`);
/** Tokens at the full price, asked and answered at once: `USE1-NovaPro-input-tokens`, `MP:USE1_InputTokenCount-Units`. */
export const IS_INPUT: Sql = sql`(regexp_matches(${raw(TYPE)}, 'input-?token') AND NOT contains(${raw(TYPE)}, 'cache') AND NOT ${IS_BATCH})`;
export const IS_OUTPUT: Sql = sql`(regexp_matches(${raw(TYPE)}, 'output-?token') AND NOT ${IS_BATCH})`;
export const IS_BATCH_TOKEN: Sql = sql`(regexp_matches(${raw(TYPE)}, '(input|output)-?token') AND ${IS_BATCH})`;

/** What is charged for, without which tokens of it: `USE1-NovaPro`. */
export const MODEL = raw(
  "CASE WHEN service LIKE 'AmazonBedrock%' THEN regexp_replace(usage_type, '-(cache-(read|write)-)?(input|output)-token.*$', '') ELSE service || coalesce(' ' || region, '') END",
);
