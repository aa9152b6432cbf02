/** Every text of a JSON value that could be one of the data: whole strings, what stands in addresses, and keys. */
export function textsIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") return addText(value, found);
  if (Array.isArray(value)) {
    for (const each of value) collect(each, found);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    addText(key, found);
    collect(each, found);
  }
}

function addText(text: string, found: Set<string>): void {
  found.add(text);
  const at = text.indexOf(":");
  if (at > 0) found.add(text.slice(at + 1));
  const [path = ""] = text.split("?", 1);
  if (path.includes("/")) for (const step of path.split("/")) found.add(decoded(step));
  if (!/[?=&%,]/.test(text)) return;
  for (const piece of text.split(/[?&=]/)) {
    const plain = decoded(piece);
    found.add(plain);
    for (const part of plain.split(/[:,]/)) found.add(unmarked(part));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unmarked(text: string): string {
  return text.replaceAll(/%([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
