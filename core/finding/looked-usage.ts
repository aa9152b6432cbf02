/** Usage types that rules look at by the hour, as regular expressions; no other usage is kept so finely. */
export const HOURLY_USAGE = {
  configItems: "ConfigurationItemRecorded$",
  dynamodbRequests: "(^|-)(Read|Write)RequestUnits$",
} as const;

/** Those that rules look at by the day. */
export const DAILY_USAGE = { dynamodbCapacity: "(Read|Write)CapacityUnit-Hrs$" } as const;

export type HourlyUsage = keyof typeof HOURLY_USAGE;
export type DailyUsage = keyof typeof DAILY_USAGE;
