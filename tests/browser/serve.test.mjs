// `lathund serve` as an editor meets it: pages follow the sources, errors stand over the last good
// page, styles change without a reload.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./lib/browser.mjs";

const root = mkdtempSync(join(tmpdir(), "lathund-serve-"));
const program = process.env.LATHUND ?? join(import.meta.dirname, "../../target/release/lathund");
let serving;
let browser;
let base;
let said = "";

function put(path, text) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

before(async () => {
  put("content/index.md", "# Start\n\nVälkommen.\n\n[Köpa](kopa.md)\n");
  put("content/kopa.md", "# Köpa\n\nSå köper du.\n");
  put("tema/static/css/farg.css", "main { outline-color: red }\n");
  put("tema/templates/search.html", '{% extends "base.html" %}{% block styles %}<link rel="stylesheet" href="{{ root }}{{ assets["css/farg.css"] }}">{% endblock %}');
  const args = ["serve", "--root", root, "--theme", join(root, "tema"), "--port", "0", "--lang", "sv"];
  serving = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  base = await new Promise((found, failed) => {
    serving.stderr.on("data", (data) => {
      said += data;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) found(address[0]);
    });
    serving.on("exit", () => failed(new Error(said)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  serving?.kill();
  rmSync(root, { recursive: true, force: true });
});

test("a page follows its text, and the program tells what it made and how long it took", async () => {
  const page = await open(browser, base);
  await page.visit("index.html");
  appendFileSync(join(root, "content/index.md"), "\nEtt stycke till.\n");
  await page.getByText("Ett stycke till.").waitFor();
  assert.match(said, /1 sida gjordes om på \d+ ms/);
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("errors stand over the last good page until they are mended", async () => {
  const page = await open(browser, base);
  await page.visit("kopa.html");
  const good = readFileSync(join(root, "content/kopa.md"), "utf8");
  put("content/kopa.md", `${good}\nSe [[role:finns-inte]].\n`);
  const panel = page.getByRole("alert");
  await panel.getByText("finns-inte").first().waitFor();
  assert.ok(await page.getByText("Så köper du.").isVisible(), "the last good page is there");
  const other = await open(browser, base);
  await other.visit("index.html");
  await other.getByRole("alert").getByText("finns-inte").first().waitFor();
  await other.done();
  put("content/kopa.md", `${good}\nNu är det lagat.\n`);
  await page.getByText("Nu är det lagat.").waitFor();
  assert.equal(await panel.count(), 0);
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("a style sheet changes without a reload", async () => {
  const page = await open(browser, base);
  await page.visit("sok.html");
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector("main")).outlineColor);
  assert.equal(await colour(), "rgb(255, 0, 0)");
  await page.evaluate(() => {
    window.kept = true;
  });
  put("tema/static/css/farg.css", "main { outline-color: blue }\n");
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("main")).outlineColor === "rgb(0, 0, 255)",
  );
  assert.equal(await page.evaluate(() => window.kept), true, "the page was not loaded again");
  await page.done();
});
