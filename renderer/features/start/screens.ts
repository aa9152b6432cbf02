import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "start",
    path: "/start",
    title: "Start",
    kind: "bare",
    component: () => import("./StartScreen.vue"),
  },
];
