/** Access keys of one user, as the file that AWS lets a user download has them. */
export type DownloadedKeys = {
  readonly user: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export type ReadKeys =
  | { readonly kind: "keys"; readonly keys: readonly DownloadedKeys[] }
  /** One sentence without its full stop. */
  | { readonly kind: "problem"; readonly problem: string };

/**
 * Reads the rows of such a file. AWS has written three forms: `Access key ID,Secret access key`, the same with user name,
 * password and console link, and the older `User Name,Access Key Id,Secret Access Key`.
 */
export function readCredentialsCsv(rows: readonly (readonly string[])[]): ReadKeys {
  const [header = [], ...lines] = rows;
  const names = header.map((cell) =>
    cell
      .replace(/^\uFEFF/, "")
      .trim()
      .toLowerCase(),
  );
  const [id, secret, user] = ["access key id", "secret access key", "user name"].map((name) =>
    names.indexOf(name),
  );
  if (id === undefined || secret === undefined || user === undefined || id < 0 || secret < 0)
    return { kind: "problem", problem: "It has no columns named Access key ID and Secret access key" };
  const cell = (line: readonly string[], index: number): string => (line[index] ?? "").trim();
  const keys = lines
    .filter((line) => cell(line, id) !== "")
    .map((line) => ({
      user: user < 0 || cell(line, user) === "" ? null : cell(line, user),
      accessKeyId: cell(line, id),
      secretAccessKey: cell(line, secret),
    }));
  if (keys.length === 0) return { kind: "problem", problem: "It holds no access keys" };
  if (keys.some(({ secretAccessKey }) => secretAccessKey === ""))
    return { kind: "problem", problem: "A secret access key is missing in it" };
  return { kind: "keys", keys };
}
