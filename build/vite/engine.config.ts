import { nodeBundle } from "./node.config.ts";

export default nodeBundle("electron/engine/entry.ts", "engine", "entry.js");
