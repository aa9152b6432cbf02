import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "forecast",
    path: "/forecast",
    title: "Forecast",
    kind: "costs",
    within: "overview",
    icon: "i-lucide-trending-up",
    words: "twelve months ahead year",
    component: () => import("./ForecastScreen.vue"),
  },
];
