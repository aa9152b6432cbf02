import type { Screen } from "../../navigation/screen.ts";

export const screens: readonly Screen[] = [
  {
    name: "budgets",
    path: "/budgets",
    title: "Budgets",
    kind: "workspace",
    reads: "here",
    rail: { icon: "i-lucide-gauge", key: "b", part: "upper", order: 70 },
    component: () => import("./BudgetsScreen.vue"),
  },
  {
    name: "newBudget",
    path: "/budgets/new",
    title: "New budget",
    kind: "workspace",
    reads: "here",
    within: "budgets",
    component: () => import("./BudgetFormScreen.vue"),
  },
  {
    name: "budget",
    path: "/budgets/:budgetId",
    title: "Budget",
    kind: "workspace",
    reads: "here",
    within: "budgets",
    component: () => import("./BudgetScreen.vue"),
  },
  {
    name: "editBudget",
    path: "/budgets/:budgetId/edit",
    title: "Edit budget",
    kind: "workspace",
    reads: "here",
    within: "budgets",
    component: () => import("./BudgetFormScreen.vue"),
  },
];
