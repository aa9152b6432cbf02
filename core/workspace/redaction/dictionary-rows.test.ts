import { expect, test } from "vitest";
import { digestOf } from "./digest.fixture.ts";
import { dictionaryRows, keyRowOfColumn, redactedText } from "./dictionary-rows.ts";
import { REDACTIONS } from "./redaction.ts";
import { createRedactor } from "./redactor.ts";

const redactor = createRedactor(digestOf("one"), new Set(REDACTIONS), {
  accounts: new Set(["048172263915"]),
  names: new Set(),
});

test("a cell that is replaced as a whole is one row", () => {
  expect(dictionaryRows(redactor, "account", "048172263915")).toEqual([
    ["account", "048172263915", redactor.replace("account", "048172263915")],
  ]);
});

test("a map of tags brings its keys and values along, so that the key file tells them", () => {
  const map = JSON.stringify({ "user:team": "checkout", "aws:createdBy": "ana", "user:empty": "" });
  const [own, ...words] = dictionaryRows(redactor, "tags", map);
  expect(own).toEqual(["tags", map, redactedText(redactor, "tags", map)]);
  expect(words).toEqual([
    ["tagKey", "team", redactor.tagKey("team")],
    ["tagValue", "checkout", redactor.replace("tagValue", "checkout")],
    ["tagValue", "ana", redactor.replace("tagValue", "ana")],
    ["tagKey", "empty", redactor.tagKey("empty")],
  ]);
});

test("a map of AWS's own words is scrubbed value by value", () => {
  const map = JSON.stringify({ region: "eu-west-1", owner: "048172263915" });
  expect(JSON.parse(redactedText(redactor, "scrubMap", map))).toEqual({
    region: "eu-west-1",
    owner: redactor.replace("account", "048172263915"),
  });
});

test.each([
  ["resourceTags/user:Team", "Team"],
  ["resource_tags_user_team", "team"],
  ["costCategory/Business Unit", "Business Unit"],
])("%s is called by the key %s", (column, key) => {
  expect(keyRowOfColumn(redactor, column)).toEqual([["tagKey", key, redactor.tagKey(key)]]);
});

test.each(["line_item_usage_type", "resourceTags/aws:createdBy", "resourceTags/user:"])(
  "%s holds no key of the customer",
  (column) => expect(keyRowOfColumn(redactor, column)).toEqual([]),
);
