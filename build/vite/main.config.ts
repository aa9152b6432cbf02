import { nodeBundle } from "./node.config.ts";

export default nodeBundle("electron/main/main.ts", "main", "main.js");
