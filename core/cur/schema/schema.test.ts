import { describe, expect, it } from "vitest";
import { assignColumnIds, isKnownColumn } from "./column-ids.ts";
import { detectFormat } from "./detect.ts";
import { normalizeName } from "./normalize.ts";

describe("normalizeName", () => {
  it.each([
    ["lineItem/UnblendedCost", "line_item_unblended_cost"],
    ["reservation/ReservationARN", "reservation_reservation_a_r_n"],
    ["product/preInstalledSw", "product_pre_installed_sw"],
    ["pricing/publicOnDemandCost", "pricing_public_on_demand_cost"],
    ["resourceTags/user:OWNER", "resource_tags_user_o_w_n_e_r"],
    ["resourceTags/user:cost-center", "resource_tags_user_cost_center"],
    ["resourceTags/aws:createdBy", "resource_tags_aws_created_by"],
    ["x_ServiceCode", "x_service_code"],
    ["SkuPriceDetails", "sku_price_details"],
  ])("%s", (header, name) => expect(normalizeName(header)).toBe(name));
});

describe("assignColumnIds", () => {
  it("gives every column an id of its own and keeps the spelling", () => {
    const columns = assignColumnIds(
      ["resourceTags/user:owner", "resourceTags/user:Owner", "resourceTags/user: owner", ""],
      "cur",
    );
    expect(columns.map(({ id }) => id)).toEqual([
      "resource_tags_user_owner",
      "resource_tags_user_owner__2",
      "resource_tags_user_owner__3",
      "column",
    ]);
    expect(columns[1]?.name).toBe("resourceTags/user:Owner");
  });

  it("knows aliases, gives way to the exact name, and types only canonical columns", () => {
    const columns = assignColumnIds(
      [
        "reservation_reservation_arn",
        "reservation_reservation_a_r_n",
        "savingsPlan/SavingsPlanArn",
        "lineItem/UnblendedCost",
        "lineItem/UnblendedRate",
      ],
      "cur",
    );
    expect(columns.map(({ id, type }) => [id, type])).toEqual([
      ["reservation_reservation_a_r_n__2", "text"],
      ["reservation_reservation_a_r_n", "text"],
      ["savings_plan_savings_plan_a_r_n", "text"],
      ["line_item_unblended_cost", "decimal"],
      ["line_item_unblended_rate", "text"],
    ]);
  });

  it("takes no name that the reader uses itself", () => {
    expect(assignColumnIds(["unreadable", "SourceRow"], "focus").map(({ id }) => id)).toEqual([
      "unreadable__2",
      "source_row__2",
    ]);
  });
});

describe("isKnownColumn", () => {
  it("knows fixed columns and open groups", () => {
    expect(
      ["line_item_usage_type", "product_vcpu", "resource_tags_user_x", "_file"].map((id) =>
        isKnownColumn(id, "cur"),
      ),
    ).toEqual([true, true, true, false]);
    expect(["service_name", "x_anything", "id"].map((id) => isKnownColumn(id, "focus"))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("detectFormat", () => {
  const format = (headers: readonly string[], container: "csv" | "parquet" = "csv") => {
    const detection = detectFormat(headers, container);
    return detection.kind === "report" ? detection.format : detection.missing;
  };

  it("tells the formats apart", () => {
    expect(format(["lineItem/UnblendedCost", "lineItem/UsageStartDate"])).toBe("legacy");
    expect(format(["line_item_unblended_cost", "line_item_usage_start_date"])).toBe("cur2");
    expect(format(["line_item_unblended_cost", "line_item_usage_start_date"], "parquet")).toBe("legacy");
    expect(
      format(["line_item_unblended_cost", "line_item_usage_start_date", "resource_tags"], "parquet"),
    ).toBe("cur2");
    expect(format(["BilledCost", "ChargePeriodStart"])).toBe("focus");
  });

  it("names what a file lacks to be a report", () => {
    expect(format(["lineItem/UsageStartDate"])).toEqual(["line_item_unblended_cost"]);
    expect(format(["BilledCost"])).toEqual(["charge_period_start"]);
  });
});
