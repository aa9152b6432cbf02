import { nodeBundle } from "./node.config.ts";

export default nodeBundle(
  { entry: "electron/engine/entry.ts", "sample-thread": "electron/engine/sample/thread-entry.ts" },
  "engine",
);
