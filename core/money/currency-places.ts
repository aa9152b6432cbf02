const NO_PLACES = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const THREE_PLACES = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** Digits behind the point that amounts of a currency are written with (ISO 4217); two where the currency is not known. */
export function currencyPlaces(currency: string | null): number {
  if (currency === null) return 2;
  return NO_PLACES.has(currency) ? 0 : THREE_PLACES.has(currency) ? 3 : 2;
}
