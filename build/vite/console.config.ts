import { nodeBundle } from "./node.config.ts";

export default nodeBundle({ entry: "electron/console/entry.ts" }, "console");
