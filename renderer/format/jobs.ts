import type { Phase } from "#core/job/job.ts";

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  inspecting: "Looking at the files",
  generating: "Making the sample's bills",
  verifying: "Verifying bytes",
  reading: "Reading line items",
  checking: "Checking the sums",
  publishing: "Publishing the billing period",
  redacting: "Putting pseudonyms in place",
  exporting: "Writing the file",
  finding: "Looking through the bills",
  preparing: "Preparing screens",
};
