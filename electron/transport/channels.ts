/** Names of what crosses processes besides oRPC itself. The preload reads them at run time, so nothing else belongs here. */

/** Main to preload, with two ports (host, engine): the page was loaded. */
export const PORTS_CHANNEL = "cloudspend.ports";

/** Main to preload, with one port: a new engine replaces the one that ended. */
export const ENGINE_CHANNEL = "cloudspend.engine";

/** Main to the engine process, with one port: serve one more client. */
export const ENGINE_CLIENT_MESSAGE = "cloudspend.client";
