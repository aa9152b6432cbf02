import { expect, test } from "vitest";
import type { IdentityCheck } from "#core/ingest/quality-report.ts";
import { foldChecks } from "./fold-checks.ts";

const check = (
  id: IdentityCheck["id"],
  subject: string | null,
  outcome: IdentityCheck["outcome"],
  note = "",
): IdentityCheck => ({ id, subject, outcome, expected: null, actual: null, difference: null, note });

test("checks that hold are folded by equation, those that fail stand alone and first", () => {
  const folded = foldChecks([
    check("I4", null, "notApplicable"),
    check("rollup", "daily unblended", "holds"),
    check("rollup", "daily amortized", "holds"),
    check("I3", "plan-1", "fails"),
    check("I3", "plan-2", "fails"),
    check("I3", "plan-3", "holds", "used = covered"),
    check("I3", "plan-3", "holds", "covered = negated"),
  ]);
  expect(folded.map(({ first, subjects }) => [first.id, first.outcome, subjects])).toEqual([
    ["I3", "fails", ["plan-1"]],
    ["I3", "fails", ["plan-2"]],
    ["rollup", "holds", ["daily unblended", "daily amortized"]],
    ["I3", "holds", ["plan-3"]],
    ["I3", "holds", ["plan-3"]],
    ["I4", "notApplicable", []],
  ]);
});
