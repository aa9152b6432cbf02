import { expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

const variables = {
  CLOUDSPEND_PREVIEW: "/preview",
  CLOUDSPEND_DATA: "/elsewhere",
  CLOUDSPEND_TODAY: "2026-03-19",
  CLOUDSPEND_PAGE_URL: "http://localhost:5199/",
};

test("an app run from source honours its variables", () => {
  expect(readEnvironment(false, { CLOUDSPEND_TODAY: "2026-03-19", CLOUDSPEND_DATA: "" })).toEqual({
    previewFolder: null,
    dataDirectory: null,
    today: "2026-03-19",
    pageUrl: null,
  });
  expect(readEnvironment(false, variables).previewFolder).toBe("/preview");
});

test("a packaged app cannot be led to another page or folder", () => {
  expect(Object.values(readEnvironment(true, variables))).toEqual([null, null, null, null]);
});
