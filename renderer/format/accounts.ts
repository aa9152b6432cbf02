import { isDownloaded, type ReportTable } from "#core/account/report-place.ts";
import { isOffline, type AccountView, type SyncPhase } from "#core/account/cost-account.ts";

export const SYNC_PHASE_WORDS: Readonly<Record<SyncPhase, string>> = {
  queued: "Waiting for its turn",
  checking: "Checking the account",
  listing: "Looking for deliveries",
  downloading: "Downloading",
  importing: "Reading line items",
  paused: "Paused",
};

type StatusLook = {
  readonly label: string;
  readonly meaning: string;
  readonly icon: string;
  readonly tint: string;
};

/** The state of an account in a word, a sentence, a mark and a colour. */
export function accountStatus(view: AccountView): StatusLook {
  const { status, state, sync } = view;
  if (status === "configuration-error")
    return {
      label: "Configuration error",
      meaning: "It cannot be read until something is mended.",
      icon: "i-lucide-triangle-alert",
      tint: "text-error",
    };
  if (sync?.phase === "paused")
    return {
      label: "Paused",
      meaning: "What has arrived is kept; it goes on where it stopped.",
      icon: "i-lucide-circle-pause",
      tint: "text-muted",
    };
  if (status === "syncing" && !isDownloaded(view.account.place))
    return {
      label: "Checking",
      meaning: "AWS is asked whether its table can be read.",
      icon: "i-lucide-refresh-cw",
      tint: "text-primary",
    };
  if (status === "syncing")
    return {
      label: "Syncing",
      meaning: "New deliveries are being fetched.",
      icon: "i-lucide-refresh-cw",
      tint: "text-primary",
    };
  if (isOffline(view))
    return {
      label: "Offline",
      meaning: "AWS could not be reached at the last attempt. What was fetched before is all here.",
      icon: "i-lucide-wifi-off",
      tint: "text-muted",
    };
  if (status === "waiting")
    return {
      label: "Waiting for AWS",
      meaning: "The first delivery comes within 24 hours after a report is made.",
      icon: "i-lucide-hourglass",
      tint: "text-muted",
    };
  if (!isDownloaded(view.account.place))
    return {
      label: "Read in AWS",
      meaning: "Nothing of it is downloaded; questions are asked of its table through Athena.",
      icon: "i-lucide-cloud",
      tint: "text-success",
    };
  if (state.lastSync === null)
    return {
      label: "Not synced yet",
      meaning: "It works; nothing has been fetched so far.",
      icon: "i-lucide-circle-dashed",
      tint: "text-muted",
    };
  return {
    label: "Up to date",
    meaning: "Everything AWS had delivered at the last sync is here.",
    icon: "i-lucide-circle-check",
    tint: "text-success",
  };
}

/** How the account is entered, in a few words. */
export function accessWords({ account }: AccountView): string {
  const { access } = account;
  const way = access.type === "iam-role" ? "IAM role" : "IAM user";
  switch (access.base.kind) {
    case "profile":
      return `${way}, profile ${access.base.profile}`;
    case "environment":
      return `${way}, environment`;
    case "keys":
      return `${way}, keys in the keychain`;
  }
}

/** Where a table lies, in one line. */
export function tableWords({ region, database, name }: ReportTable): string {
  return `${region} · ${database}.${name}`;
}
