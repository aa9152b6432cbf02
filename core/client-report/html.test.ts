import fc from "fast-check";
import { expect, test } from "vitest";
import { contrastOf, readable } from "./colour.ts";
import { html } from "./html.ts";

test("a value is text wherever it stands, whatever it holds", () => {
  const hostile = `<script>alert("1")</script>'"&\u0000\u202e`;
  expect(html`<p title="${hostile}">${[hostile, html`<b>${1}</b>`]}</p>`.markup).toBe(
    `<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&amp;  ">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&amp;  <b>1</b></p>`,
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(html`<i>${text}</i>`.markup.slice(3, -4)).not.toMatch(/[<>"']/);
    }),
  );
});

test("every colour can be read on white once it is made readable, and a readable one stays", () => {
  const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, "0"));
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (channels) => {
      expect(contrastOf(readable(`#${channels.join("")}`), "#ffffff")).toBeGreaterThan(4.4);
    }),
  );
  expect(readable("#1f4e79")).toBe("#1f4e79");
});
