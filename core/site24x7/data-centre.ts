/** Where a Site24x7 login lives. Its tokens are worth nothing elsewhere. */
export type DataCentre = {
  readonly name: string;
  /** Root of the REST API. */
  readonly api: string;
  /** Where Zoho gives out tokens. */
  readonly accounts: string;
  /** Where a self client is made. */
  readonly console: string;
};

export const DATA_CENTRE_CODES = ["us", "eu", "in", "au", "cn", "jp", "ca", "uk", "ae", "sa"] as const;
export type DataCentreCode = (typeof DATA_CENTRE_CODES)[number];

/** Addresses as of the vendor's API reference and Zoho's developer consoles. */
export const DATA_CENTRES: Readonly<Record<DataCentreCode, DataCentre>> = {
  us: centre("United States", "www.site24x7.com", "zoho.com"),
  eu: centre("Europe", "www.site24x7.eu", "zoho.eu"),
  in: centre("India", "www.site24x7.in", "zoho.in"),
  au: centre("Australia", "www.site24x7.net.au", "zoho.com.au"),
  cn: centre("China", "www.site24x7.cn", "zoho.com.cn"),
  jp: centre("Japan", "app.site24x7.jp", "zoho.jp"),
  ca: centre("Canada", "www.site24x7.ca", "zohocloud.ca"),
  uk: centre("United Kingdom", "app.site24x7.uk", "zoho.uk"),
  ae: centre("United Arab Emirates", "app.site24x7.ae", "zoho.ae"),
  sa: centre("Saudi Arabia", "www.site24x7.sa", "zoho.sa"),
};

function centre(name: string, host: string, zoho: string): DataCentre {
  return {
    name,
    api: `https://${host}/api`,
    accounts: `https://accounts.${zoho}`,
    console: `https://api-console.${zoho}`,
  };
}
