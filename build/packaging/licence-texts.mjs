import { readFileSync } from "node:fs";
import { inRoot } from "../setup/paths.mjs";

/** @param {string} holder */
const mit = (holder) =>
  readFileSync(inRoot("LICENSE"), "utf8")
    .trim()
    .replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);

/** @param {string} sibling a package of the same authors that brings the text along */
const sameAs = (sibling) => readFileSync(inRoot("node_modules", sibling, "LICENSE"), "utf8").trim();

const ISC = `ISC License

Copyright (c) for portions of Lucide are held by Cole Bemis 2013-2026 as part of Feather (MIT).
All other copyright (c) for Lucide are held by Lucide Contributors 2026.

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

The parts that come from Feather:

${mit("2013-2026 Cole Bemis")}`;

/**
 * Licences of packages that name one and forgot its text.
 * @type {Readonly<Record<string, () => string>>}
 */
export const FORGOTTEN_TEXTS = {
  "@aws-sdk/credential-provider-http": () => sameAs("@aws-sdk/client-s3"),
  "@aws-sdk/credential-provider-login": () => sameAs("@aws-sdk/client-s3"),
  "@aws-sdk/nested-clients": () => sameAs("@aws-sdk/client-s3"),
  "@iconify-json/lucide": () => ISC,
  "@vue/devtools-api": () => mit("2014-present Guillaume Chau"),
  "lazy-val": () => mit("Vladimir Krivosheev"),
  "proxy-agent-negotiate": () => mit("2013 Nathan Rajlich"),
};
