import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "clientReport",
    path: "/report",
    title: "Report",
    kind: "workspace",
    reads: "here",
    rail: { icon: "i-lucide-file-text", key: "", part: "upper", order: 67 },
    component: () => import("./ClientReportScreen.vue"),
  },
];
