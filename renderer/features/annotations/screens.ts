import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "annotations",
    path: "/notes",
    title: "Notes on days",
    kind: "workspace",
    within: "dashboards",
    component: () => import("./AnnotationsScreen.vue"),
  },
];
