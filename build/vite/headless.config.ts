import { nodeBundle } from "./node.config.ts";

export default nodeBundle("electron/headless/cloudspend.ts", "headless", "cloudspend.js");
