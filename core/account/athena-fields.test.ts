import { describe, expect, test } from "vitest";
import {
  fieldsOfPlace,
  LOCAL_FIELDS,
  placeOfFields,
  type PlaceFields,
  problemsOfPlace,
} from "./athena-fields.ts";
import { localFrom, type ReportPlace, USUAL_LIMITS } from "./report-place.ts";

const BOTH: ReportPlace = {
  type: "both",
  table: {
    region: "eu-west-1",
    workgroup: "billing",
    catalog: "AwsDataCatalog",
    database: "cur",
    name: "bills",
    output: "s3://answers/",
  },
  limits: { askAboveBytes: 0, perQueryBytes: 1_500_000_000, perDayBytes: 7_000_000_000, pricePerTb: "6.25" },
  localMonths: 3,
};
const FILLED: PlaceFields = { ...LOCAL_FIELDS, ...fieldsOfPlace(BOTH) };

describe("the place of an account, as it is typed", () => {
  test.each<ReportPlace>([
    { type: "local" },
    BOTH,
    { type: "inPlace", table: { ...BOTH.table, output: null }, limits: USUAL_LIMITS },
  ])("$type comes back from its fields", (place) => {
    expect(placeOfFields(fieldsOfPlace(place))).toEqual(place);
    expect(problemsOfPlace(fieldsOfPlace(place))).toEqual([]);
  });

  test("limits are gigabytes as people write them", () => {
    expect(FILLED).toMatchObject({ askAboveGb: "0", perQueryGb: "1.5", perDayGb: "7", localMonths: "3" });
  });

  test("nothing is asked of an account that is read here", () => {
    expect(problemsOfPlace({ ...LOCAL_FIELDS, perDayGb: "much" })).toEqual([]);
  });

  test.each<readonly [keyof PlaceFields, string]>([
    ["athenaRegion", " "],
    ["workgroup", ""],
    ["database", ""],
    ["table", ""],
    ["output", "answers/"],
    ["askAboveGb", "-1"],
    ["perQueryGb", "0"],
    ["perDayGb", "1e3"],
    ["pricePerTb", "5,00"],
    ["localMonths", "0"],
    ["localMonths", "121"],
  ])("%s: %j keeps it from being saved", (field, typed) => {
    expect(problemsOfPlace({ ...FILLED, [field]: typed }).map((problem) => problem.field)).toEqual([field]);
  });

  test("months on this computer matter only where there are some", () => {
    expect(problemsOfPlace({ ...FILLED, place: "inPlace", localMonths: "" })).toEqual([]);
  });
});

describe("what is wanted on this computer", () => {
  test.each([
    ["the last three billing periods", 3, null, "2026-11-26", "2026-09-01"],
    ["over the end of a year", 3, null, "2027-01-01", "2026-11-01"],
    ["one: the present one", 1, null, "2026-11-26", "2026-11-01"],
    ["a later starting date", 3, "2026-10-15", "2026-11-26", "2026-10-15"],
    ["an earlier starting date", 3, "2026-01-01", "2026-11-26", "2026-09-01"],
  ])("%s", (_, localMonths, startDate, today, from) => {
    expect(localFrom({ place: { ...BOTH, localMonths }, startDate }, today)).toBe(from);
  });

  test("everything since the starting date where nothing is read in AWS", () => {
    expect(localFrom({ place: { type: "local" }, startDate: null }, "2026-11-26")).toBeNull();
  });
});
