// The search: the browser finds what `lathund search` finds, without a server or a network, and can
// be used by everybody.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL, fileURLToPath } from "node:url";
import { join } from "node:path";
import { open } from "./lib/browser.mjs";
import { folder } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = suite();
const root = fileURLToPath(new URL("../..", import.meta.url));
const wide = { viewport: { width: 1280, height: 900 } };

/** The queries of the search cases, and some that nobody should have to think of. */
const queries = () => {
  const cases = readFileSync(join(root, "content/sokfall.yaml"), "utf8");
  const asked = [...cases.matchAll(/query: *"?([^"\n]*?)"? *(?:,|\n)/g)].map(([, query]) => query);
  return [...asked, ...hostile.filter((query) => !query.includes("\n"))];
};

const hostile = [
  "a".repeat(10_000),
  "avtal ".repeat(2_000),
  ".*+?^${}()|[]\\",
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "🛒📎 👩🏽‍💻",
  "och att det som hur vad",
  "' OR 1=1 --",
  "%00%ff../../",
  "ÅÄÖ\u0301\u0302 İstanbul ß",
  "   ",
  "-",
];

const program = () =>
  [process.env.LATHUND, join(root, "target/release/lathund"), join(root, "target/debug/lathund")]
    .filter(Boolean)
    .find((path) => existsSync(path));

/** What the browser finds: the addresses of the pages, in order. */
const find = (page, query, most = 20) =>
  page.evaluate(
    ([query, most]) =>
      window.Lathund.search(query, most).then((found) =>
        found.cards.map((card, at) => ({ path: card.path, score: found.hits[at].score })),
      ),
    [query, most],
  );

test("the browser gives the list of `lathund search` for every case", async (t) => {
  const binary = program();
  if (!binary) {
    t.skip("no built program: name it in LATHUND");
    return;
  }
  const manifest = JSON.parse(readFileSync(join(folder, ".lathund.json"), "utf8"));
  const asked = queries();
  assert.ok(asked.length > 120, `${asked.length} queries`);
  const said = execFileSync(
    binary,
    ["--root", root, "--date", manifest.date, "--audience", manifest.audience, "search", "-", "--format", "json"],
    { input: asked.join("\n"), encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const lines = said.trim().split("\n").map((line) => JSON.parse(line));
  const page = await site.page();
  await page.visit("om.html");
  const faults = [];
  for (const [at, query] of asked.entries()) {
    const own = lines[at].hits.map(({ path, score }) => `${score} ${path}`);
    const theirs = (await find(page, query)).map(({ path, score }) => `${score} ${path}`);
    if (own.join() !== theirs.join()) {
      const first = own.findIndex((hit, at) => hit !== theirs[at]);
      faults.push(`${query}: ${first + 1}. ${own[first]} here, ${theirs[first]} there`);
    }
  }
  assertNone([...faults, ...page.faults()]);
  await page.done();
});

test("hostile queries are harmless", async () => {
  const page = await site.page(wide);
  await page.visit("sok.html");
  for (const query of hostile) {
    await page.locator("#s-sok").fill(query);
    await find(page, query);
  }
  for (const query of hostile.filter((query) => query.length < 2_000)) {
    await page.visit(`sok.html?q=${encodeURIComponent(query)}&slag=<b>`);
    await page.locator("[data-search-status]:not(:empty)").waitFor();
  }
  assert.equal(await page.locator("main img, main script").count(), 0);
  assertNone(page.faults());
  await page.done();
});

test("suggestions are walked through with the keyboard, and read out", async () => {
  const page = await site.page(wide);
  await page.visit("om.html");
  const field = page.locator("#s-sok");
  await page.keyboard.press("/");
  assert.ok(await field.evaluate((element) => element === document.activeElement), "/ leads to the field");
  await page.keyboard.type("personuppgiftsbitr");
  const options = page.locator("#s-forslag [role=option]");
  await options.first().waitFor();
  assert.equal(await field.getAttribute("role"), "combobox");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await field.getAttribute("aria-controls"), "s-forslag");
  assert.match(await page.locator(".site-search [role=status]").textContent(), /^\d+ förslag/);
  await page.keyboard.press("ArrowDown");
  const chosen = await field.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${chosen}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  assert.equal(await field.getAttribute("aria-activedescendant"), null);
  await page.keyboard.press("ArrowDown");
  await options.first().waitFor();
  await page.keyboard.press("ArrowDown");
  const title = await page.locator("#s-forslag [aria-selected=true] .search-title").textContent();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.equal(await page.locator("h1").textContent(), title, "Enter opens the chosen page");
  assertNone(page.faults());
  await page.done();
});

test("the page of results has its own address, counts by kind, and a way on when nothing is found", async () => {
  const page = await site.page(wide);
  await page.visit("index.html");
  await page.locator("#s-sok").fill("direktupphandling");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(page.url(), /sok\.html\?q=direktupphandling$/);
  const results = page.locator(".search-result");
  await results.first().waitFor();
  assert.ok((await page.locator(".search-result mark").count()) > 0, "hits are marked");
  const facet = page.locator(".search-facets a").nth(1);
  const count = Number(await facet.locator(".search-count").textContent());
  await Promise.all([page.waitForNavigation(), facet.click()]);
  await results.first().waitFor();
  assert.equal(await results.count(), Math.min(count, 20));
  assert.match(await page.locator("[data-search-status]").textContent(), new RegExp(`^${count} träff`));
  await page.visit("sok.html?q=nyttokalyl");
  const meant = page.locator(".search-hint a");
  await meant.waitFor();
  assert.equal(await meant.textContent(), "nyttokalkyl");
  await page.visit("sok.html?q=qwxzqwxz");
  await page.locator("[data-search-way]").waitFor();
  assert.match(await page.locator("[data-search-way]").textContent(), /A–Ö/);
  assert.ok((await page.locator("[data-search-way] a").count()) > 1, "whom to ask");
  await page.visit("sok.html");
  const clear = page.locator("[data-search-recent] button");
  await clear.click();
  assert.ok(await clear.isHidden(), "the history is gone");
  await page.evaluate(() => localStorage.setItem("lathund:sokningar", '{"other": 1}'));
  await page.visit("sok.html?q=avtal");
  await results.first().waitFor();
  assertNone(page.faults());
  await page.done();
});

test("it works from a folder", async () => {
  const base = pathToFileURL(`${folder}/`).href;
  const page = await open(site.browser, base, wide);
  await page.goto(`${base}roller/index.html`);
  await page.locator("#s-sok").fill("avtal");
  await page.locator("#s-forslag .search-hit").first().waitFor();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.locator(".search-result").first().waitFor();
  assertNone(page.faults());
  await page.done();
});

test("without JavaScript the form leads to the list from A to Ö", async () => {
  const page = await site.page({ ...wide, javaScriptEnabled: false });
  await page.visit("om.html");
  await page.locator("#s-sok").fill("avtal");
  await Promise.all([page.waitForNavigation(), page.locator(".site-search button").click()]);
  assert.match(page.url(), /a-o\.html\?q=avtal$/);
  await page.done();
});

for (const [name, options] of [
  ["wide", wide],
  ["narrow", { viewport: { width: 320, height: 700 } }],
  ["dark", { ...wide, colorScheme: "dark" }],
  ["in forced colours", { ...wide, forcedColors: "active" }],
]) {
  test(`suggestions and results are accessible (${name})`, async () => {
    const page = await site.page(options);
    const faults = [];
    const look = async (what) => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      faults.push(...violations.map((one) => `${what}: ${one.id} ${one.nodes[0].html}`));
      const [content, view] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      if (content > view) {
        faults.push(`${what}: ${content} pixels in ${view}`);
      }
    };
    await page.visit("om.html");
    await page.locator("#s-sok").fill("avtal");
    await page.locator("#s-forslag .search-hit").first().waitFor();
    await page.locator("#s-sok").press("ArrowDown");
    await look("suggestions");
    await page.visit("sok.html?q=avtal");
    await page.locator(".search-result").first().waitFor();
    await look("results");
    await page.visit("sok.html?q=qwxzqwxz");
    await page.locator("[data-search-way]").waitFor();
    await look("nothing found");
    assertNone([...faults, ...page.faults()]);
    await page.done();
  });
}

test("a key press is answered in less than 50 milliseconds", async () => {
  const page = await site.page(wide);
  await page.visit("om.html");
  await find(page, "upphandling av system");
  const spent = await page.evaluate(async () => {
    const spent = [];
    const query = "upphandling av system";
    for (let length = 2; length <= query.length; length += 1) {
      await window.Lathund.search(query.slice(0, length), 7);
      const start = performance.now();
      await window.Lathund.search(query.slice(0, length), 7);
      spent.push(performance.now() - start);
    }
    return spent.sort((a, b) => a - b);
  });
  const most = spent[Math.floor(spent.length * 0.9)];
  assert.ok(most < 50, `${most} milliseconds`);
  await page.done();
});
