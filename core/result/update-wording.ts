import type { UpdateFailureParams, UpdateFault } from "./update-codes.ts";
import { say, type Wording } from "./wording.ts";

const FAULTS: Readonly<Record<UpdateFault, string>> = {
  unsigned: "the list of versions is not signed",
  signature: "the list of versions is not signed by the makers of this app",
  manifest: "the list of versions is not what it should be",
  older: "the version on offer is older than this one",
  redirect: "it sends the app to another place",
  size: "the download has another size than was signed",
  hash: "the download is not the file that was signed",
  unchecked: "nothing was looked for before",
};

/** Words of failures of updates. */
export const UPDATE_WORDING: Wording<keyof UpdateFailureParams> = {
  "updates.off": () =>
    say(
      "Updates are off, so nothing was asked of anybody.",
      "Turn them on in the settings, then look again.",
    ),
  "updates.not_here": () =>
    say(
      "This copy of the app cannot be updated from within.",
      "Get a new version in the way you got this one.",
    ),
  "updates.unreachable": ({ host, cause }) =>
    say(`${host} could not be asked for updates: ${cause}.`, "Check the network and try again later."),
  "updates.refused": ({ host, why }) =>
    say(
      `The update from ${host} was refused: ${FAULTS[why]}.`,
      "Nothing was installed. Try again later, and tell the makers of the app if it happens again.",
    ),
};
