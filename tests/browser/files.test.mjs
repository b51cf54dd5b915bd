// What the browser keeps and hands over for a reader: storage kept, full or refused; files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { files, pageOf, read } from "./lib/site.mjs";
import { suite } from "./lib/suite.mjs";

const site = suite();
const path = pageOf("checklistor");

/** Run before the page's scripts: a browser that keeps nothing, or has no room left. */
const refused = () =>
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("refused", "SecurityError");
    },
  });
const full = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};

/** Runs in the browser: sets, reads, lists and removes; gives what each said. */
function use() {
  const { store } = window.Lathund;
  const kept = store.set("lathund:prov:b", { svar: "ja" });
  store.set("lathund:prov:a", 1);
  store.set("lathund:annat", 2);
  const told = [store.get("lathund:prov:b"), store.keys("lathund:prov:"), store.get("lathund:inget")];
  store.remove("lathund:prov:a");
  return { available: store.available, kept, told, left: store.keys("lathund:prov:") };
}

const told = [{ svar: "ja" }, ["lathund:prov:a", "lathund:prov:b"], null];
const left = ["lathund:prov:b"];

test("values are kept between pages", async () => {
  const page = await site.page();
  await page.visit(path);
  assert.deepEqual(await page.evaluate(use), { available: true, kept: true, told, left });
  await page.visit(path);
  const kept = await page.evaluate(() => window.Lathund.store.get("lathund:prov:b"));
  assert.deepEqual(kept, { svar: "ja" });
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("a browser that refuses storage keeps values for the page, and it is told", async () => {
  const page = await site.page();
  await page.addInitScript(refused);
  await page.visit(path);
  assert.deepEqual(await page.evaluate(use), { available: false, kept: false, told, left });
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("a full storage is told at each value, and what was kept can be read", async () => {
  const page = await site.page();
  await page.visit(path);
  await page.evaluate(() => localStorage.setItem("lathund:forut", '"kvar"'));
  await page.addInitScript(full);
  await page.visit(path);
  assert.deepEqual(await page.evaluate(use), { available: true, kept: false, told, left });
  assert.equal(await page.evaluate(() => window.Lathund.store.get("lathund:forut")), "kvar");
  await page.done();
});

test("a damaged value counts as none", async () => {
  const page = await site.page();
  await page.visit(path);
  await page.evaluate(() => localStorage.setItem("lathund:skadat", '{"a":'));
  assert.equal(await page.evaluate(() => window.Lathund.store.get("lathund:skadat")), null);
  await page.done();
});

test("a text is saved as a file under a safe name, and read back", async () => {
  const page = await site.page();
  await page.visit(path);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.evaluate(() => window.Lathund.files.save("../å/b:c.txt", "text/plain", "räksmörgås")),
  ]);
  assert.equal(download.suggestedFilename(), "å-b-c.txt");
  assert.equal(readFileSync(await download.path(), "utf8"), "räksmörgås");
  const read = await page.evaluate(() => window.Lathund.files.read(new File(["å"], "a.txt")));
  assert.equal(read, "å");
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("files that are no text, or too large, are refused with a reason", async () => {
  const page = await site.page();
  await page.visit(path);
  const reason = (make) =>
    page.evaluate(async (bytes) => {
      const content = typeof bytes === "number" ? "a".repeat(bytes) : new Uint8Array(bytes);
      return window.Lathund.files.read(new File([content], "a")).catch(({ message }) => message);
    }, make);
  assert.equal(await reason([0xff, 0xfe, 0x00]), "not-text");
  assert.equal(await reason(5_000_001), "too-large");
  await page.done();
});

test("every script is sent without its comments, and what they weigh is told", (t) => {
  const scripts = files.filter((path) => /^js\/[^/]+\.js$/.test(path));
  const weights = scripts.map((path) => gzipSync(read(path), { level: 9 }).length);
  assert.ok(scripts.length > 5, `${scripts.length} scripts`);
  assert.deepEqual(scripts.filter((path) => /^\s*\/\*/m.test(read(path))), []);
  t.diagnostic(`${weights.reduce((sum, weight) => sum + weight, 0)} bytes, gzip`);
});
