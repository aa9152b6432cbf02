/** How often accounts are synced by themselves while the app runs. */
export const REFRESH_CHOICES = [
  { value: "off", label: "Off" },
  { value: "hourly", label: "Every hour" },
  { value: "daily", label: "Once a day" },
] as const;
