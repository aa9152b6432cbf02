import type { HostClient } from "../backend.ts";

type About = HostClient["about"];

/** Licences of two authors. */
export const LICENCES: Awaited<ReturnType<About["licences"]>> = {
  groups: [
    {
      licence: "MIT",
      text: "Permission is hereby granted",
      packages: [{ name: "vue", version: "3.5.45" }],
    },
    {
      licence: "Apache-2.0",
      text: "Apache License, Version 2.0",
      packages: [
        { name: "@aws-sdk/client-s3", version: "3.1169.0" },
        { name: "@aws-sdk/client-sts", version: "3.1169.0" },
      ],
    },
  ],
  chromium: "/opt/CloudSpend Desktop/LICENSES.chromium.html",
};

/** The engine has ended by itself once. */
export const CRASHES: Awaited<ReturnType<About["crashes"]>> = {
  folder: "/home/ana/.config/cloudspend-desktop/logs",
  dumps: [],
  entries: [{ at: "2026-11-22T09:58:11.000Z", event: "engine.ended", details: '{ "code": 9 }' }],
};
