import type { RouteRecordRaw } from "vue-router";
import type { Screen } from "../../navigation/screen.ts";

const found = import.meta.glob<readonly Screen[]>("../../features/*/screens.ts", {
  eager: true,
  import: "screens",
});
const component = { render: () => null };

/** Every address of the app with nothing on it, for tests of a single screen. */
export const EMPTY_ROUTES: readonly RouteRecordRaw[] = [
  { path: "/", component },
  ...Object.values(found)
    .flat()
    .map(({ name, path }) => ({ name, path, component })),
];
