import { expect, it } from "vitest";
import { columnsRead } from "./columns-read.ts";
import { CUR } from "./cur.ts";
import { FOCUS } from "./focus.ts";

it("the columns of a dimension are told in the order they are taken", () => {
  expect(columnsRead(CUR.dimensions.region)).toEqual(["product_region_code", "product_region"]);
  expect(columnsRead(CUR.dimensions.usageMonth)).toEqual(["line_item_usage_start_date"]);
  expect(columnsRead(FOCUS.dimensions.service)).toEqual(["x_service_code", "service_name"]);
});

it("a dimension that a format does not have reads nothing", () => {
  expect(columnsRead(FOCUS.dimensions.taxType)).toEqual([]);
});
