import { describe, expect, it } from "vitest";
import { PERIOD_PRESETS, presetRange } from "./preset.ts";

describe("presetRange", () => {
  it("ends where the data ends", () => {
    expect(PERIOD_PRESETS.map((preset) => presetRange(preset, "2026-02-11"))).toEqual([
      { from: "2026-02-01", to: "2026-02-11" },
      { from: "2026-01-01", to: "2026-02-01" },
      { from: "2026-02-04", to: "2026-02-11" },
      { from: "2026-01-12", to: "2026-02-11" },
      { from: "2025-11-13", to: "2026-02-11" },
      { from: "2025-12-01", to: "2026-02-11" },
      { from: "2025-09-01", to: "2026-02-11" },
      { from: "2025-03-01", to: "2026-02-11" },
      { from: "2026-01-01", to: "2026-02-11" },
    ]);
  });

  it("takes a month that is all there as the present one", () => {
    expect(presetRange("monthToDate", "2026-02-01")).toEqual({ from: "2026-01-01", to: "2026-02-01" });
    expect(presetRange("lastMonth", "2026-02-01")).toEqual({ from: "2025-12-01", to: "2026-01-01" });
  });
});
