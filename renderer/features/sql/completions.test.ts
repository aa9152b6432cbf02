import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { VIEWS } from "../../backend/fake/sql.ts";
import { offerNames, viewsNamed, written } from "./completions.ts";

function offered(doc: string, explicit = false): readonly string[] | null {
  const context = new CompletionContext(EditorState.create({ doc }), doc.length, explicit);
  return offerNames(() => VIEWS)(context)?.options.map(({ label }) => label) ?? null;
}

test("columns come with the view that is named, and all of them before one is", () => {
  expect(offered("SELECT day FROM daily WHERE u")).toEqual(
    expect.arrayContaining(["unblended", "daily", "sum"]),
  );
  expect(offered("SELECT day FROM daily WHERE u")).not.toContain("amortized");
  expect(offered("SELECT a")).toEqual(expect.arrayContaining(["unblended", "amortized", '"tag:team"']));
});

test("nothing is offered on an empty place unless asked, nor behind a dot", () => {
  expect(offered("SELECT ")).toBeNull();
  expect(offered("SELECT ", true)).not.toBeNull();
  expect(offered("SELECT daily.u")).toBeNull();
});

test("what the gate refuses is not offered", () => {
  expect(offered("SELECT r")).not.toContain("read_csv");
});

test("names are quoted where they have to be", () => {
  expect([written("day"), written("tag:team"), written('a"b')]).toEqual(["day", '"tag:team"', '"a""b"']);
});

test("a view is named by its whole word", () => {
  expect(viewsNamed("FROM daily_resources", VIEWS)).toEqual([]);
});
