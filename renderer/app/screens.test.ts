import { expect, test } from "vitest";
import { INNER_SCREENS, RAIL_SCREENS, SCREENS } from "./screens.ts";

/** Found as something to do, or where the palette does not lead. */
const OTHERWISE = ["annotations", "newBudget", "integrateAccount", "start", "welcome"];

test("the palette leads to every screen that opens without further words", () => {
  const opening = SCREENS.filter(({ path }) =>
    path.split("/").every((part) => !part.startsWith(":") || part.endsWith("?")),
  );
  const found = new Set([...RAIL_SCREENS, ...INNER_SCREENS].map(({ name }) => name));
  expect(opening.map(({ name }) => name).filter((name) => !found.has(name))).toEqual(
    expect.arrayContaining(OTHERWISE),
  );
  expect(opening.filter(({ name }) => !found.has(name))).toHaveLength(OTHERWISE.length);
  for (const { within } of INNER_SCREENS) expect(RAIL_SCREENS.map(({ name }) => name)).toContain(within);
});
