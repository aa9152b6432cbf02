import { version } from "../../package.json";

/** Version of the app this command belongs to. */
export const APP_VERSION = version;
