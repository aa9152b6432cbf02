/** The screens one can go to, in the order of the rail. `key` is the letter after `g`. */
export const SCREENS = [
  { name: "overview", title: "Overview", icon: "i-lucide-layout-dashboard", key: "o", isAnalysis: true },
  { name: "explorer", title: "Explorer", icon: "i-lucide-chart-column-stacked", key: "e", isAnalysis: true },
  { name: "lineItems", title: "Line items", icon: "i-lucide-rows-3", key: "l", isAnalysis: true },
  { name: "import", title: "Import", icon: "i-lucide-file-down", key: "i", isAnalysis: false },
  { name: "accounts", title: "Accounts", icon: "i-lucide-cloud", key: "a", isAnalysis: false },
  { name: "quality", title: "Data quality", icon: "i-lucide-shield-check", key: "q", isAnalysis: false },
  { name: "settings", title: "Settings", icon: "i-lucide-settings", key: "s", isAnalysis: false },
] as const;
