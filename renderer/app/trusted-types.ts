type Rules = { readonly createHTML: (text: string) => string | null };
type PolicyFactory = { createPolicy(name: string, rules: Rules): unknown };

/**
 * The page's policy forbids text as markup (`require-trusted-types-for 'script'`). Libraries that empty an element or
 * fill a style sheet that way write text in which no markup can begin; that, and nothing else, is let through.
 */
export function allowPlainTextOnly(page: object): void {
  const factory = "trustedTypes" in page ? (page.trustedTypes as PolicyFactory) : null;
  factory?.createPolicy("default", { createHTML: plainText });
}

/** The text itself where no element and no entity can begin in it; null, which is an error to the browser, otherwise. */
export function plainText(text: string): string | null {
  return /[<&]/.test(text) ? null : text;
}
