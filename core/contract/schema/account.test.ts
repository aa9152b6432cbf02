import { expect, test } from "vitest";
import { LOCAL_FIELDS } from "../../account/athena-fields.ts";
import { EMPTY_FIELDS } from "../../account/draft.ts";
import { draftFields, keptFields } from "./account.ts";

test("fields written before an account could be read in AWS are those of one that is read here", () => {
  const added = Object.keys(LOCAL_FIELDS);
  const former = Object.fromEntries(Object.entries(EMPTY_FIELDS).filter(([name]) => !added.includes(name)));
  expect(keptFields.parse(former)).toEqual(EMPTY_FIELDS);
  expect(draftFields.safeParse(former).success).toBe(false);
  expect(keptFields.parse({ ...EMPTY_FIELDS, place: "both", localMonths: "3" })).toMatchObject({
    place: "both",
    localMonths: "3",
  });
  expect(keptFields.safeParse(null).success).toBe(false);
});
