// A bundle as it is read from a memory stick: unpacked, and opened without a web server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { axeViolations } from "./lib/axe.mjs";
import { launch, open } from "./lib/browser.mjs";

const skip = !process.env.LATHUND && "LATHUND names no program";
const root = fileURLToPath(new URL("../..", import.meta.url));
const day = "2026-11-21";
let browser;
let work;
let base;

/** The files of a ZIP: its central directory, and the packed bytes that it points at. */
function unzip(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, name, extra, comment] = [20, 28, 30, 32].map((offset, index) =>
      index === 0 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    );
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), inflateRawSync(bytes.subarray(start, start + packed)));
    at += 46 + name + extra + comment;
  }
  return files;
}

before(async () => {
  if (skip) {
    return;
  }
  work = mkdtempSync(join(tmpdir(), "lathund bundle-"));
  const file = join(work, "bok.zip");
  const args = ["bundle", "--quiet", "--root", root, "--date", day, "--output", file];
  execFileSync(process.env.LATHUND, args);
  for (const [path, bytes] of unzip(readFileSync(file))) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), bytes);
  }
  const [folder] = readdirSync(work).filter((name) => name.endsWith(day));
  base = `${pathToFileURL(join(work, folder)).href}/`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (work) {
    rmSync(work, { recursive: true, force: true });
  }
});

const banner = (page) => page.locator(".edition").innerText();
const edition = /^Utgåva 21\snov\s2026\./;

test("the start page, the menu and a guide work from the disk", { skip }, async () => {
  const page = await open(browser, base);
  await page.visit("index.html");
  assert.match(await banner(page), edition);
  await page.locator(".site-menu summary", { hasText: "Köpa" }).click();
  await page.locator(".site-menu a", { hasText: "Ska du köpa?" }).click();
  await page.waitForURL("**/guider/ska-du-kopa.html");
  assert.match(await banner(page), edition);
  await page.locator("#s-vagledning").waitFor({ state: "attached" });
  await page.locator("form button[type=submit]:visible, .guide-intro a:visible").first().waitFor();
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("the search finds from the disk", { skip }, async () => {
  const page = await open(browser, base);
  await page.visit("index.html");
  await page.fill("#s-sok", "direktupphandling");
  await page.press("#s-sok", "Enter");
  await page.locator("main a", { hasText: /direktupphandling/i }).first().click();
  await page.waitForLoadState("load");
  assert.match(await page.locator("h1").innerText(), /direktupphandling/i);
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("the day is told without JavaScript, on paper, and to everybody", { skip }, async () => {
  const page = await open(browser, base, { javaScriptEnabled: false, viewport: { width: 320, height: 600 } });
  for (const path of ["index.html", "system/index.html", "arshjul.html"]) {
    await page.visit(path);
    for (const media of ["screen", "print"]) {
      await page.emulateMedia({ media });
      assert.equal(await page.locator(".edition").isVisible(), true, `${path}, ${media}`);
    }
    assert.match(await banner(page), edition);
  }
  await page.done();
  const judged = await open(browser, base);
  await judged.visit("index.html");
  assert.deepEqual(await axeViolations(judged), []);
  await judged.done();
});
