import { nodeBundle } from "./node.config.ts";

export default nodeBundle(
  { cloudspend: "electron/headless/cloudspend.ts", console: "electron/console/entry.ts" },
  "headless",
);
