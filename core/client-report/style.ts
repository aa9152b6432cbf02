import { trusted, type Html } from "./html.ts";
import { BODY, PAGE } from "./page.ts";

const MARGIN = (PAGE.width - BODY.width) / 2;

/** The report's one style sheet. Sizes are those that `tableParts` counts with. */
export function styleOf(accent: string, ground: string, fontFaces: string): Html {
  return trusted(`${fontFaces}
@page { size: ${PAGE.width}px ${PAGE.height}px; margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { font: 400 13px/1.45 "Report Inter", "Inter", "Helvetica Neue", Arial, "Noto Sans", sans-serif; color: #1c2430; background: #fff; font-kerning: normal; font-variant-ligatures: no-contextual }
section { position: relative; width: ${PAGE.width}px; height: ${PAGE.height}px; overflow: hidden; padding: 0 ${MARGIN}px; background: #fff; break-after: page; break-inside: avoid }
section:last-of-type { break-after: auto }
header { display: flex; justify-content: space-between; gap: 24px; height: 52px; padding-top: 26px; font-size: 11px; color: #5b6675 }
header span, footer span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
h2 { height: 76px; display: flex; align-items: center; font-size: 24px; line-height: 1.25; font-weight: 600; letter-spacing: -0.012em; text-wrap: pretty }
.body { position: relative; width: ${BODY.width}px; height: ${BODY.height}px; margin-top: 12px }
.body > svg { display: block }
svg text { font-family: inherit }
footer { position: absolute; left: ${MARGIN}px; right: ${MARGIN}px; bottom: 0; height: 46px; padding-top: 10px; border-top: 1px solid #d5dae1; display: flex; justify-content: space-between; gap: 24px; font-size: 10.5px; color: #5b6675 }
footer a { color: inherit }
a { color: ${accent}; text-decoration: none }
table { width: ${BODY.width}px; border-collapse: collapse; table-layout: fixed; font-size: 11.5px; line-height: 16px }
th { font-size: 10.5px; line-height: 15px; font-weight: 600; color: #5b6675; text-align: left; vertical-align: bottom; padding: 4px 8px 5px; border-bottom: 1.5px solid #1c2430 }
td { padding: 4px 8px; border-bottom: 1px solid #e6e9ee; vertical-align: top; overflow-wrap: anywhere }
th:first-child, td:first-child { padding-left: 0 }
th:last-child, td:last-child { padding-right: 0 }
.right { text-align: right }
code { font: inherit; padding: 1px 3px; border-radius: 3px; background: #eef1f4 }
tbody td:first-child { font-weight: 500 }
tfoot td { font-weight: 600; border-top: 1.5px solid #1c2430; border-bottom: 0 }
.barred { display: flex; justify-content: space-between; align-items: center; gap: 8px; white-space: nowrap }
.bar { flex: none; fill: ${accent}; opacity: .85 }
.source { position: absolute; bottom: -8px; left: 0; right: 0; max-height: 30px; overflow: hidden; font-size: 10px; line-height: 14px; color: #5b6675 }
.figures { display: flex; gap: 0; height: 92px; margin-bottom: 16px; background: ${ground} }
.figures > div { flex: 1 1 0; min-width: 0; padding: 12px 18px; border-left: 1px solid #fff }
.figures .name { font-size: 11px; color: #4a5463; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.figures .value { font-size: 22px; line-height: 30px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap }
.figures .main .value { color: ${accent}; font-weight: 700 }
.figures .note { font-size: 11px; color: #4a5463; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.messages { list-style: none; margin-top: 14px }
.messages li { display: flex; justify-content: space-between; gap: 40px; padding: 11px 0; border-bottom: 1px solid #e6e9ee; font-size: 15.5px; line-height: 1.35 }
.messages span { max-height: 2.7em; overflow: hidden }
.messages a { font-size: 12px; white-space: nowrap; padding-top: 3px }
.terms { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px 24px; margin-top: 18px; font-size: 11px; line-height: 15px }
.terms dt { font-weight: 600 }
.terms dd { color: #4a5463; max-height: 60px; overflow: hidden }
.empty { height: 100%; padding-top: 24px; font-size: 15px; line-height: 1.5 }
.empty p { max-width: 760px; padding-left: 18px; border-left: 3px solid ${accent} }
.cover { padding-top: 0 }
.cover .rule { position: absolute; left: 0; top: 0; bottom: 0; width: 14px; background: ${accent} }
.cover .logo { position: absolute; left: ${MARGIN}px; top: 64px; height: 72px; max-width: 320px; object-fit: contain; object-position: left center }
.cover .name { position: absolute; left: ${MARGIN}px; right: ${MARGIN}px; top: 236px; max-height: 62px; overflow: hidden; font-size: 22px; line-height: 31px; font-weight: 500; color: #4a5463 }
.cover h1 { position: absolute; left: ${MARGIN}px; right: 120px; top: 304px; max-height: 132px; overflow: hidden; font-size: 52px; line-height: 66px; font-weight: 700; letter-spacing: -0.022em }
.cover h1.long { font-size: 38px; line-height: 48px }
.cover h1.longer { font-size: 30px; line-height: 40px }
.cover .period { position: absolute; left: ${MARGIN}px; top: 452px; font-size: 22px; color: ${accent}; font-weight: 600 }
.cover .facts { position: absolute; left: ${MARGIN}px; right: ${MARGIN}px; bottom: 56px; font-size: 13px; line-height: 21px; color: #4a5463; max-height: 63px; overflow: hidden }
.contents { list-style: none; margin-top: 4px }
.contents li { border-bottom: 1px solid #e6e9ee }
.contents a { display: grid; grid-template-columns: 230px 1fr 60px; gap: 20px; padding: 13px 0; color: inherit; font-size: 14px }
.contents .part { font-weight: 600; color: ${accent} }
.contents .message { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.contents .page { text-align: right; font-weight: 600 }
@media screen {
  html { background: #e9ecf0 }
  body { background: none; width: max-content; min-width: 100%; padding: 24px 0 }
  section { margin: 0 auto 24px; box-shadow: 0 1px 4px rgb(20 30 45 / .18) }
}`);
}
