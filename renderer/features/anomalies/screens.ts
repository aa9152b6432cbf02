import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "anomalies",
    path: "/anomalies",
    title: "Anomalies",
    words: "anomaly spike",
    kind: "workspace",
    reads: "here",
    rail: { icon: "i-lucide-activity", key: "n", part: "upper", order: 75 },
    component: () => import("./AnomaliesScreen.vue"),
  },
];
