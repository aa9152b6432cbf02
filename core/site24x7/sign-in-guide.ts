import type { Guide } from "../account/setup/guide.ts";
import { DATA_CENTRES, type DataCentreCode } from "./data-centre.ts";

/** Rights a code has to be made with: to read monitors, and for an MSP to list its customers. */
export function scopesFor(isMsp: boolean): string {
  return isMsp ? "Site24x7.Admin.Read,Site24x7.Msp.Read" : "Site24x7.Admin.Read";
}

/** Step by step through Zoho's API console, where Site24x7's sign-ins are made. */
export function signInGuide(dataCentre: DataCentreCode): Guide {
  return {
    title: "Make a self client in Zoho's API console",
    url: DATA_CENTRES[dataCentre].console,
    steps: [
      step("Sign in with the login you use for Site24x7, and add a client.", [
        "Add Client",
        "Self Client",
        "Create",
      ]),
      step("Copy its id and secret into the fields below.", ["Client Secret"]),
      step("Generate a code with exactly this scope; ten minutes are long enough.", [
        "Generate Code",
        "Scope",
        "Time Duration",
      ]),
      step("Enter the code below at once: it works one time, and only for these minutes.", [
        "Create",
        "Copy",
      ]),
    ],
  };
}

function step(text: string, labels: readonly string[]) {
  return { text, labels, copy: [] };
}
