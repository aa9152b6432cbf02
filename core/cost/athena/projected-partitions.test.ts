import { expect, test } from "vitest";
import { foldersOf, projectedLayout, valuesInFolder } from "./projected-partitions.ts";

const KEYS = [
  { name: "year", type: "string" },
  { name: "month", type: "string" },
];
const LOCATION = "s3://bills/cur";
const ON = { "projection.enabled": "TRUE" };

test("a table without projection lists its partitions", () => {
  expect(projectedLayout({}, LOCATION, KEYS)).toBeNull();
  expect(projectedLayout({ "projection.enabled": "false" }, LOCATION, KEYS)).toBeNull();
});

test("without a template folders are named as Hive names them", () => {
  const layout = projectedLayout(ON, LOCATION, KEYS);
  expect(layout).toEqual({ location: "s3://bills/cur/", levels: ["year=${year}", "month=${month}"] });
  expect(foldersOf(layout?.levels ?? [], KEYS, ["2026", "9"])).toEqual(["year=2026", "month=9"]);
  expect(projectedLayout(ON, null, KEYS)).toBeNull();
});

test.each([
  ["s3://bills/cur/${year}/${month}/", "s3://bills/cur/", ["${year}", "${month}"]],
  ["s3://bills/cur/${year}/${month}", "s3://bills/cur/", ["${year}", "${month}"]],
  ["s3://bills/other/of-${year}-${month}/data/", "s3://bills/other/", ["of-${year}-${month}", "data"]],
])("a template says where they lie: %s", (template, location, levels) => {
  const properties = { ...ON, "storage.location.template": template };
  expect(projectedLayout(properties, LOCATION, KEYS)).toEqual({ location, levels });
});

test("a template that lacks a key tells nothing", () => {
  const properties = { ...ON, "storage.location.template": "s3://bills/cur/${year}/" };
  expect(projectedLayout(properties, LOCATION, KEYS)).toBeNull();
});

test.each([
  ["year=${year}", "year=2026", { year: "2026" }],
  ["billing_period=${billing_period}", "BILLING_PERIOD=2026-09", { billing_period: "2026-09" }],
  ["of-${Year}.${month}", "of-2026.09", { year: "2026", month: "09" }],
  ["of-${year}.${month}", "of-2026x09", null],
  ["data", "data", {}],
  ["${year}", "", null],
])("%s reads %s", (level, folder, values) => {
  const read = valuesInFolder(level, folder);
  expect(read && Object.fromEntries(read)).toEqual(values);
});
