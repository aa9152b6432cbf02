import { describe, expect, it } from "vitest";
import { looseName, periodFromPath, periodFromStart } from "./path-hints.ts";

describe("periodFromPath", () => {
  it("reads the folders of all three layouts", () => {
    expect(periodFromPath("p/r/20240101-20240201/asm/r-00001.csv.gz")).toBe("2024-01");
    expect(periodFromPath("p/r/data/BILLING_PERIOD=2026-05/r-00001.csv.gz")).toBe("2026-05");
    expect(periodFromPath("p\\r\\data\\billing_period=2026-05\\r.parquet")).toBe("2026-05");
    expect(periodFromPath("p/r/r/year=2025/month=9/r-00001.snappy.parquet")).toBe("2025-09");
    expect(periodFromPath("/bills/2024.csv")).toBeNull();
    expect(periodFromPath("x/BILLING_PERIOD=2026-13/y")).toBeNull();
  });
});

describe("periodFromStart", () => {
  it("takes basic and extended ISO dates", () => {
    expect(periodFromStart("20161101T000000.000Z")).toBe("2016-11");
    expect(periodFromStart("2016-11-01T00:00:00Z")).toBe("2016-11");
    expect(periodFromStart("soon")).toBeNull();
  });
});

describe("looseName", () => {
  it.each([
    ["/b/cur-2024-01-00002.csv.gz", "cur-2024-01", "cur", "2024-01"],
    ["/b/cur-2024-01.csv", "cur-2024-01", "cur", "2024-01"],
    ["/b/2024-01.csv", "2024-01", "2024-01", "2024-01"],
    ["/b/2024-01-cur.csv", "2024-01-cur", "cur", "2024-01"],
    ["/b/MyReport-00001.snappy.parquet", "MyReport", "MyReport", null],
    ["/b/MyReport-1.csv.zip", "MyReport", "MyReport", null],
    ["/b/sample-cur20.csv", "sample-cur20", "sample-cur20", null],
    ["/b/cur-123456789012.csv", "cur-123456789012", "cur-123456789012", null],
    ["/b/20240101-20240201/N-00001.csv.gz", "N", "N", "2024-01"],
  ])("%s", (path, stem, reportName, billingPeriod) => {
    expect(looseName(path)).toEqual({ stem, reportName, billingPeriod });
  });
});
