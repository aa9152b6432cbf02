import { expect, test } from "vitest";
import { licenceParagraphs } from "./licence-text.ts";

test("running text is one line again, short lines stay apart, and no word is lost", () => {
  const text = [
    "The MIT License (MIT)",
    "Copyright (c) 2026 Somebody",
    "",
    "Permission is hereby granted, free of charge, to any person obtaining a copy",
    "   of this software, to deal in it",
    " ",
    "  * one",
    "  * two",
    "",
    "",
  ].join("\r\n");
  expect(licenceParagraphs(text)).toEqual([
    "The MIT License (MIT)\nCopyright (c) 2026 Somebody",
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in it",
    "* one\n* two",
  ]);
  expect(licenceParagraphs(text).join(" ").split(/\s+/)).toEqual(text.trim().split(/\s+/));
});

test("an empty text has no paragraph", () => {
  expect(licenceParagraphs(" \n\n")).toEqual([]);
});
