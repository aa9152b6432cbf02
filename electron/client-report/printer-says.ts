/** What the printer's own words begin with. */
export const PRINTER_SAYS = "cloudspend-printer: ";
