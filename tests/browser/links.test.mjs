// No link, anchor or image is broken: judged by `hyperlink`, a link checker that others write.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";
import { folder } from "./lib/site.mjs";

const program = process.env.HYPERLINK ?? "hyperlink";
const present = spawnSync(program, ["--version"]).status === 0 || existsSync(program);
const skip = present || process.env.CI ? false : "hyperlink is not installed";

test("hyperlink finds no broken link or anchor", { skip }, () => {
  const { status, stdout, stderr, error } = spawnSync(program, ["--check-anchors", folder], {
    encoding: "utf8",
  });
  assert.ifError(error);
  assert.equal(status, 0, `\n${stdout.slice(0, 8000)}${stderr.slice(0, 2000)}`);
});
