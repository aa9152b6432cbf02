import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "dashboards",
    path: "/dashboards",
    title: "Dashboards",
    kind: "costs",
    reads: "anywhere",
    rail: { icon: "i-lucide-layout-grid", key: "y", part: "upper", order: 15 },
    component: () => import("./DashboardsScreen.vue"),
  },
  {
    name: "dashboard",
    path: "/dashboards/:dashboardId",
    title: "Dashboard",
    kind: "costs",
    reads: "anywhere",
    within: "dashboards",
    component: () => import("./DashboardsScreen.vue"),
  },
];
