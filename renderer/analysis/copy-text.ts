/** Puts text on the clipboard, with HTML beside it where there is some; false where the system does not allow it. */
export async function copyText(text: string, html?: string): Promise<boolean> {
  try {
    if (html === undefined) await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([itemOf(text, html)]);
    return true;
  } catch {
    return false;
  }
}

/** As blobs: Chromium 130 takes no plain strings. */
function itemOf(text: string, html: string): ClipboardItem {
  return new ClipboardItem({
    "text/plain": new Blob([text], { type: "text/plain" }),
    "text/html": new Blob([html], { type: "text/html" }),
  });
}
