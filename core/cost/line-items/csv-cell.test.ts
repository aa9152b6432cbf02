import { expect, test } from "vitest";
import { formulaSafe } from "./csv-cell.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["\nx", "'\nx"],
  ["  =1", "'  =1"],
  ["＝1+1", "'＝1+1"],
  ["＋1+1", "'＋1+1"],
  ["－1+1", "'－1+1"],
  ["＠SUM", "'＠SUM"],
  ["−1+1", "'−1+1"],
])("%j could be taken for a formula", (text, expected) => {
  expect(formulaSafe(text)).toBe(expected);
});

test.each(["-12.5", "+3", "-8.0E-7", "0", "plain", "a=b", "", "arn:aws:ec2:us-east-1:1:instance/i-1", "i-0"])(
  "%j stays as it is",
  (text) => {
    expect(formulaSafe(text)).toBe(text);
  },
);
