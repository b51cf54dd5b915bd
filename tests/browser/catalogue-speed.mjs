// How the catalogue does with 4,000 systems, in numbers: what the first view weighs, and how long
// a key press takes from the event until the table is laid out. It prints and never fails on time:
//   LATHUND=target/release/lathund node catalogue-speed.mjs [number of systems]
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const many = Number(process.argv[2] ?? 4000);
const lathund = resolve(process.env.LATHUND ?? "../../target/debug/lathund");
const root = mkdtempSync(join(tmpdir(), "catalogue-"));
process.env.SITE = join(root, "public");

// The same numbers every time.
let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const one = (list) => list[Math.floor(random() ** 2 * list.length)];
const parts =
  "pro al tor vi ma ne si ra ti sys med edu bib plan geo kart vård skol tid lön fakt diar arkiv bok mark bygg vatten lokal hyr".split(" ");
const word = () => {
  const text = Array.from({ length: 2 + Math.floor(random() * 3) }, () => one(parts)).join("");
  return text[0].toUpperCase() + text.slice(1);
};
const list = (number, made) => Array.from({ length: number }, (_, at) => made(at)).join("\n");

function content() {
  const folder = join(root, "content");
  mkdirSync(folder);
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write("handbok.yaml", "name: Stor kommun\nlanguage: sv\n");
  write("index.md", "# Start\nHej.\n");
  write("roller.yaml", "- { id: chef, title: Chef, status: utkast, responsibilities: [Leder], may_decide: true }\n");
  write("enheter.yaml", list(150, (at) => `- { id: e${at}, title: "Enhet ${word()} ${at}", status: utkast, type: enhet }`));
  write("leverantorer.yaml", list(400, (at) => `- { id: l${at}, title: "${word()} AB ${at}", status: utkast }`));
  write("funktioner.yaml", list(110, (at) => `- { id: f${at}, title: "${word()} och ${word().toLowerCase()} ${at}", status: utkast, group: personal }`));
  const states = ["i-drift", "i-drift", "behov", "avvecklas", "pilot", "ersatts"];
  const system = (at) => {
    const functions = new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => `f${Math.floor(random() ** 2 * 110)}`));
    const more = [
      random() < 0.6 ? `supplier: l${Math.floor(random() * 400)}` : "",
      random() < 0.3 ? `synonyms: [${word().toLowerCase()}]` : "",
      random() < 0.6 ? `personal_data: ${random() < 0.5}` : "",
      random() < 0.6 ? `operation: ${one(["molntjanst", "lokal-drift", "serverdrift"])}` : "",
    ].filter(Boolean);
    return `- { id: s${at}, title: "${word()} ${one(["", "Plus", "Web", "för skolan", "i vården"])} ${at}", type: ${one(["produkt", "tjanst", "plattform"])}, lifecycle_status: ${one(states)}, phase: anvandning, functions: [${[...functions].join(", ")}], owner_unit: e${Math.floor(random() ** 2 * 150)}, system_owner_role: chef${more.length ? ", " + more.join(", ") : ""} }`;
  };
  write("system.yaml", `defaults: { status: gallande, reviewed_on: 2026-01-01, owner: chef }\nentries:\n${list(many, (at) => "  " + system(at))}\n`);
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const weigh = (path) => {
  const bytes = readFileSync(join(process.env.SITE, path));
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 6 }).length };
};

content();
const built = execFileSync(lathund, ["build", "--root", root, "--date", "2026-11-21", "--output", process.env.SITE], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
process.stdout.write(built);

const { launch, open } = await import("./lib/browser.mjs");
const { serve } = await import("./lib/server.mjs");
const page_path = "system/index.html";
const html = readFileSync(join(process.env.SITE, page_path), "utf8");
const loaded = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((found) => join("system", found[1]));
const first = weigh(page_path);
const parts_of = { html: first.gzip, css: 0, scripts: 0, data: 0 };
for (const path of new Set(loaded)) {
  const sort = path.endsWith(".css") ? "css" : path.endsWith("katalog.js") ? "data" : "scripts";
  parts_of[sort] += weigh(path).gzip;
}
console.log(`${many} systems; the page is ${kilobytes(first.raw)}, gzip ${kilobytes(first.gzip)}`);
console.log(`first view, gzip: page ${kilobytes(parts_of.html)} + styles ${kilobytes(parts_of.css)} + scripts ${kilobytes(parts_of.scripts)} = ${kilobytes(parts_of.html + parts_of.css + parts_of.scripts)}`);
console.log(`data for facets, loaded after it, gzip: ${kilobytes(parts_of.data)}`);

const server = await serve();
const browser = await launch();
const page = await open(browser, server.base, { viewport: { width: 1280, height: 900 } });
page.context().setDefaultTimeout(120_000);
const begun = Date.now();
await page.visit(page_path);
await page.waitForSelector("#s-filter");
console.log(`loaded and ready in ${Date.now() - begun} ms`);

/** From the event until the table is laid out, and until the next frame is painted. */
const timed = (act, argument) =>
  page.evaluate(
    ([name, argument]) =>
      new Promise((done) => {
        const acts = {
          type: (text) => {
            const field = document.getElementById("s-filter");
            field.value = text;
            field.dispatchEvent(new Event("input"));
          },
          sort: (at) => document.querySelectorAll("#s-register thead button")[at].click(),
          facet: (at) => document.querySelectorAll(".facet .tick:not([hidden]) input")[at].click(),
        };
        const start = performance.now();
        acts[name](argument);
        document.body.getBoundingClientRect();
        const work = performance.now() - start;
        requestAnimationFrame(() => setTimeout(() => done([work, performance.now() - start]), 0));
      }),
    [act, argument],
  );
const report = (name, times) => {
  const work = times.map(([time]) => time).sort((a, b) => a - b);
  const frame = times.map(([, time]) => time).sort((a, b) => a - b);
  const middle = (list) => list[Math.floor(list.length / 2)].toFixed(0);
  console.log(`${name}: ${times.length} times, with layout median ${middle(work)} ms, worst ${work.at(-1).toFixed(0)} ms; painted median ${middle(frame)} ms, worst ${frame.at(-1).toFixed(0)} ms`);
};
const typed = [];
for (const wanted of ["diariesystem", "vård", "plus 12", "arkiv"]) {
  for (let length = 1; length <= wanted.length; length += 1) {
    typed.push(await timed("type", wanted.slice(0, length)));
  }
  for (let length = wanted.length - 1; length >= 0; length -= 1) {
    typed.push(await timed("type", wanted.slice(0, length)));
  }
}
report("a key press in the filter", typed);
const sorted = [];
for (const at of [0, 0, 0, 1, 1, 2, 2, 3, 3, 3]) {
  sorted.push(await timed("sort", at));
}
report("a click on a heading", sorted);
const narrowed = [];
for (const at of [0, 0, 3, 3, 5, 5]) {
  narrowed.push(await timed("facet", at));
}
report("a click in a facet", narrowed);
console.log(`faults in the page: ${page.faults().join("; ") || "none"}`);
await page.done();
await browser.close();
await server.close();
if (process.env.KEEP) {
  console.log(root);
} else {
  rmSync(root, { recursive: true });
}
