// What the search of a built site weighs: its files, what the first query loads, and how long a key
// press takes in Chromium.
//
//   SITE=DIR node weigh.mjs "upphandling av system" ...
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, open } from "../../tests/browser/lib/browser.mjs";
import { serve } from "../../tests/browser/lib/server.mjs";
import { folder } from "../../tests/browser/lib/site.mjs";

const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const gzip = new Map();

const files = readdirSync(join(folder, "sok"));
let [plain, packed] = [0, 0];
for (const name of files) {
  const bytes = readFileSync(join(folder, "sok", name));
  gzip.set(name, gzipSync(bytes).length);
  plain += bytes.length;
  packed += gzip.get(name);
}
console.log(`${files.length} files, ${kilo(plain)}, ${kilo(packed)} gzip, index.js ${kilo(gzip.get("index.js"))} gzip`);

const server = await serve();
const browser = await launch();
for (const query of process.argv.slice(2)) {
  const page = await open(browser, server.base);
  const loaded = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/sok/")) {
      loaded.push(pathname.slice("/sok/".length));
    }
  });
  await page.visit("om.html");
  const first = await page.evaluate(async (query) => {
    const begun = performance.now();
    const found = await window.Lathund.search(query, 7);
    return { spent: performance.now() - begun, hits: found.hits.length };
  }, query);
  const bytes = loaded.reduce((sum, name) => sum + gzip.get(name), 0);
  const requests = loaded.length;
  const keys = await page.evaluate(async (query) => {
    const spent = [];
    for (let length = 2; length <= query.length; length += 1) {
      await window.Lathund.search(query.slice(0, length), 7);
      const begun = performance.now();
      await window.Lathund.search(query.slice(0, length), 7);
      spent.push(performance.now() - begun);
    }
    return spent.sort((a, b) => a - b);
  }, query);
  const at = (share) => keys[Math.floor((keys.length - 1) * share)].toFixed(1);
  console.log(
    `"${query}": ${first.hits} hits, ${requests} requests, ${kilo(bytes)} gzip, ${first.spent.toFixed(0)} ms; ` +
      `key press: median ${at(0.5)} ms, nine in ten ${at(0.9)} ms, longest ${at(1)} ms`,
  );
  await page.done();
}
await browser.close();
await server.close();
