import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "welcome",
    path: "/welcome",
    title: "Welcome",
    kind: "bare",
    component: () => import("./WelcomeScreen.vue"),
  },
];
