import type { AthenaFailureParams } from "./athena-codes.ts";
import { clause, list, say, size, type Wording } from "./wording.ts";

export const ATHENA_WORDING: Wording<keyof AthenaFailureParams> = {
  "athena.cannot_run": (p) =>
    say(
      `${p.table} cannot be asked through Athena: ${clause(p.problem)}.`,
      "Choose the table that the report's crawler or its setup file made.",
    ),
  "athena.table_missing": (p) =>
    say(
      `Athena's database ${p.database} has no table ${p.table}.`,
      `Choose one that it has (${list(p.known, "it has none")}), or another database or region.`,
    ),
  "athena.workgroup_missing": (p) =>
    say(
      `Athena has no workgroup ${p.workgroup} in ${p.region}.`,
      "Choose one that it has, or the region in which the workgroup was made.",
    ),
  "athena.workgroup_disabled": (p) =>
    say(
      `The workgroup ${p.workgroup} is switched off and takes no query.`,
      "Choose another workgroup, or have this one enabled in Athena, Workgroups.",
    ),
  "athena.database_missing": (p) =>
    say(
      `The data catalogue has no database ${p.database} in ${p.region}.`,
      "Choose a database that it has, or the region in which the report's crawler made it.",
    ),
  "athena.no_period": (p) =>
    say(
      `The table ${p.table} has no billing period yet.`,
      "Run the report's crawler, or MSCK REPAIR TABLE in Athena, once AWS has delivered. Of a table with partition projection the folders in S3 are looked at: they have to be named as its storage.location.template says.",
    ),
  "athena.queued": (p) =>
    say(
      `Athena has not begun a query of the workgroup ${p.workgroup} for a minute.`,
      "Check again when fewer queries run in this account and region.",
    ),
  "athena.no_result_place": (p) =>
    say(
      `Athena does not know where to put results: the workgroup ${p.workgroup} names no place for them.`,
      "Name a folder of a bucket in the same region (s3://bucket/folder/), or set one for the workgroup in AWS.",
    ),
  "athena.failed": (p) =>
    say(
      `Athena could not run the query: ${clause(p.detail)}.`,
      `Look it up in Athena's history as ${p.queryId}, as failed queries are not charged.`,
    ),
  "athena.timed_out": (p) =>
    say(
      "The query ran for longer than Athena lets one run.",
      `Ask for fewer months, or without tags and resources, and look it up in Athena's history as ${p.queryId}.`,
    ),
  "athena.nothing_to_compare": (p) =>
    say(
      `No month from ${p.from} to ${p.to} is both on this computer and in the table in AWS.`,
      "Choose a month that is on this computer and was synced from the account that is read in place.",
    ),
  "athena.stopped": (p) =>
    say(
      `The query was stopped in AWS after it had read ${size(p.scannedBytes)}: ${clause(p.detail)}.`,
      "Ask for fewer months, or have the workgroup's limit raised, as what was read is charged.",
    ),
  "athena.query_limit": (p) =>
    say(
      `The query was stopped after it had read ${size(p.scannedBytes)}, more than the ${size(p.limitBytes)} that one query may read.`,
      "Ask for fewer months, or raise the limit per query, as what was read is charged.",
    ),
  "athena.not_kept": (p) =>
    say(
      `Answers about ${p.table} are not kept, and the same question is paid for again: ${clause(p.problem)}.`,
      "Let the files of the table be listed (s3:ListBucket), below the folder that the catalogue names.",
    ),
  "athena.day_limit": (p) =>
    say(
      `Today's queries have read ${size(p.scannedBytes)}, and ${size(p.limitBytes)} is the limit per day.`,
      "Go on tomorrow (UTC), or raise the limit per day.",
    ),
};
