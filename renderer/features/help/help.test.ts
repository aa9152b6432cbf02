import { describe, expect, it } from "vitest";
import { FAILURE_EXAMPLES } from "#core/result/examples.ts";
import type { Screen } from "../../navigation/screen.ts";
import { CHAPTERS, chapterOf } from "./chapters.ts";
import { childrenOf } from "./markdown.ts";
import { PAGES, searchHelp } from "./pages.ts";
import { DIMENSIONS, focusName, METRICS, PROBLEMS } from "./reference.ts";
import type { Token } from "marked";

const files = Object.keys(import.meta.glob("./guide/*.md"));
const screens = Object.values(
  import.meta.glob<readonly Screen[]>("../*/screens.ts", { eager: true, import: "screens" }),
).flat();

function allTokens(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => [token, ...allTokens(childrenOf(token))]);
}

describe("the guide", () => {
  it("has every file as a chapter with a title and text", () => {
    expect(CHAPTERS.map(({ id }) => `./guide/${id}.md`).toSorted()).toEqual(files.toSorted());
    for (const { title, sections } of CHAPTERS) {
      expect(title).not.toBe("");
      for (const { text } of sections) expect(text.length).toBeGreaterThan(40);
    }
  });

  it("tells of every screen of the rail", () => {
    const rail = screens.filter((screen) => screen.rail !== undefined && screen.name !== "help");
    expect(rail.length).toBeGreaterThan(15);
    expect(rail.filter(({ name }) => chapterOf(name) === null).map(({ name }) => name)).toEqual([]);
    const known = new Set(screens.map(({ name }) => name));
    expect(CHAPTERS.flatMap(({ screens: own }) => own).filter((name) => !known.has(name))).toEqual([]);
  });

  it("links only to pages and sections that are there", () => {
    const links = CHAPTERS.flatMap(({ sections }) =>
      sections.flatMap(({ tokens }) => allTokens(tokens).filter(({ type }) => type === "link")),
    ).map((token) => String("href" in token ? token["href"] : ""));
    expect(links.length).toBeGreaterThan(5);
    for (const href of links) {
      const [file = "", section] = href.split("#");
      const page = PAGES.find(({ id }) => `${id}.md` === file);
      expect(page, href).toBeDefined();
      if (section !== undefined) expect(page?.sections.map(({ id }) => id)).toContain(section);
    }
  });

  it("has no HTML", () => {
    const html = CHAPTERS.flatMap(({ sections }) => sections.flatMap(({ tokens }) => allTokens(tokens)));
    expect(html.filter(({ type }) => type === "html")).toEqual([]);
  });
});

describe("the reference", () => {
  it("tells for every metric what each charge type counts, with its columns", () => {
    const amortized = METRICS.find(({ id }) => id === "amortized");
    const [cur, focus] = amortized?.formats ?? [];
    expect(cur?.rows.map(({ types }) => types)).toEqual([
      "Usage, reserved",
      "Usage, Savings Plan",
      "Savings Plan negation",
      "Savings Plan recurring fee",
      "Savings Plan upfront fee",
      "Reservation fee",
      "Fee",
      "Refund",
      "All others",
    ]);
    expect(cur?.rows[0]?.formula.where).toEqual([{ symbol: "riE", column: "reservation_effective_cost" }]);
    expect(focus?.needs).toEqual(["EffectiveCost"]);
    expect(focus?.rows.map(({ types }) => types)).toEqual(["Every charge type"]);
  });

  it("names the columns of every dimension", () => {
    expect(DIMENSIONS.find(({ id }) => id === "service")).toMatchObject({
      cur: ["line_item_product_code", "product_product_name", "product", "bill_billing_entity"],
      focus: ["x_ServiceCode", "ServiceName"],
    });
    const without = DIMENSIONS.filter(({ cur }) => cur.length === 0).map(({ id }) => id);
    expect(without).toEqual(["billingPeriod", "report"]);
    expect(focusName("sub_account_id")).toBe("SubAccountId");
  });

  it("lists every failure once", () => {
    const listed = PROBLEMS.flatMap(({ problems }) => problems.map(({ code }) => code));
    expect(listed.toSorted()).toEqual(Object.keys(FAILURE_EXAMPLES).toSorted());
  });
});

describe("the search", () => {
  const first = (typed: string): string | undefined => {
    const [hit] = searchHelp(typed);
    return hit && `${hit.page}#${hit.section}`;
  };

  it("finds sections by words, beginnings of words and failures by their code", () => {
    expect(first("shared costs")).toBe("allocation#shared-costs");
    expect(first("redac")).toBe("export#redacted-copies");
    expect(first("file.damaged")).toBe("problems#file.damaged");
    expect(first("effective cost EDP")).toBeUndefined();
  });

  it("forgives a letter, wants every word, and finds columns", () => {
    expect(first("utilizaton")).toBe(first("utilisation"));
    expect(searchHelp("xyzzy")).toEqual([]);
    expect(searchHelp("bill_payer_account_id").map(({ page }) => page)).toContain("dimensions");
  });

  it("shows where in the text the word stands", () => {
    const [hit] = searchHelp("break-even");
    expect(hit?.excerpt).toMatch(/break-even/);
    expect(hit?.excerpt.length).toBeLessThan(150);
  });
});
