import { expect, test } from "vitest";
import type { CheckId } from "#core/account/check.ts";
import { EMPTY_FIELDS, type DraftFields } from "#core/account/draft.ts";
import { problemsOfDraft } from "#core/account/draft-account.ts";
import type { CheckState } from "../../../queries/use-draft-checks.ts";
import { checkLines } from "./check-lines.ts";

const NOTHING: CheckState = { result: null, isRunning: false, isOld: false };
const ROLE = "arn:aws:iam::111122223333:role/costs";

function linesOf(part: Partial<DraftFields>, stateOf: (id: CheckId) => CheckState = () => NOTHING) {
  const fields = { ...EMPTY_FIELDS, ...part };
  const draft = { id: "d", editing: null, fields, externalId: "x", keys: null, link: null, updatedAt: "" };
  return checkLines(fields, problemsOfDraft(draft, "2026-10-21"), stateOf);
}

test("an empty draft fails nowhere: the first line says what it waits for", () => {
  const lines = linesOf({});
  expect(lines.map(({ look }) => look)).toEqual(Array.from({ length: 9 }, () => "open"));
  expect(lines.map(({ message }) => message).filter((message) => message !== "")).toEqual([
    "Waits for the profile.",
  ]);
});

test("each missing field is named at the first check that needs it", () => {
  const said = linesOf({ profile: "acme" }).flatMap(({ id, message }) =>
    message === "" ? [] : [[id, message]],
  );
  expect(said).toEqual([["role", "Waits for the role ARN."]]);
  const later = linesOf({ profile: "acme", roleArn: ROLE, accountType: "linked", reportName: "r" });
  expect(later.find(({ id }) => id === "report")?.message).toBe("Waits for the bucket.");
});

test("an IAM user has no role and no external id to check", () => {
  const ids = linesOf({ accessType: "iam-user", base: "keys" }).map(({ id }) => id);
  expect(ids).not.toContain("role");
  expect(ids).not.toContain("externalId");
});

test("a result that does not count any more is not shown for a field that was emptied", () => {
  const failed: CheckState = {
    result: { id: "role", outcome: "failed", message: "No.", remedy: "Yes.", failure: null },
    isRunning: false,
    isOld: false,
  };
  const [, role] = linesOf({ profile: "acme", roleArn: "" }, () => failed);
  expect(role).toMatchObject({ look: "open", message: "Waits for the role ARN.", remedy: "" });
});

test("while a check is made again its last result stays, marked as old", () => {
  const again: CheckState = {
    result: { id: "identity", outcome: "ok", message: "Known.", remedy: "", failure: null },
    isRunning: true,
    isOld: false,
  };
  const [identity] = linesOf({ profile: "acme" }, () => again);
  expect(identity).toMatchObject({ look: "running", message: "Known.", isOld: true });
});
