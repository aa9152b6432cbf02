/** Stands for "as the system does"; the picker cannot hold null. */
export const SYSTEM_LOCALE = "system";

const TAGS = [
  "en-US",
  "en-GB",
  "en-AU",
  "en-IN",
  "da-DK",
  "de-CH",
  "de-DE",
  "es-ES",
  "fr-CH",
  "fr-FR",
  "it-IT",
  "ja-JP",
  "ko-KR",
  "nl-NL",
  "pl-PL",
  "pt-BR",
  "sv-SE",
  "zh-CN",
] as const;

const names = new Intl.DisplayNames("en", { type: "language" });

export const LOCALES: readonly { readonly value: string; readonly label: string }[] = [
  { value: SYSTEM_LOCALE, label: "Like the system" },
  ...TAGS.map((tag) => ({ value: tag, label: names.of(tag) ?? tag })),
];
