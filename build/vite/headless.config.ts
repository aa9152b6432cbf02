import { nodeBundle } from "./node.config.ts";

export default nodeBundle({ cloudspend: "electron/headless/cloudspend.ts" }, "headless");
