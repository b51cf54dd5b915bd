// The calendar: judged on the reader's day, usable in every way, right on paper, read by programs
// that we did not write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { files, read } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = suite();
const built = JSON.parse(read(".lathund.json")).date;
const pages = [
  "kalender/index.html",
  "kalender/24-manader.html",
  "kalender/60-manader.html",
  ...["underkategorier", "enheter", "roller"].map((kind) =>
    files.find((path) => path.startsWith(`kalender/${kind}/`) && path.endsWith(".html")),
  ),
  `plan/${Number(built.slice(0, 4)) + 1}.html`,
];
const feeds = files.filter((path) => path.endsWith(".ics"));

/** The rows of the calendar: the day that each is judged by, and what it says. */
const judged = (page) =>
  page.$$eval("table.calendar tr[data-due]", (rows) =>
    rows.map((row) => ({
      due: row.dataset.due,
      says: row.querySelector("td .urgency").textContent,
      late: row.parentElement.hasAttribute("data-late-group"),
      shape: row.querySelector("td .urgency").className,
    })),
  );

/** What a row must say on a day. */
function state(due, today) {
  const days = (Date.parse(due) - Date.parse(today)) / 86_400_000;
  return days < 0 ? "Sen" : days <= 180 ? "Snart" : "Planerad";
}

for (const today of [built, "2027-05-26", "2027-05-27", "2031-01-01", "2020-01-01"]) {
  test(`on ${today} no row claims more than is so`, async () => {
    const page = await site.page();
    await page.clock.setFixedTime(`${today}T23:30:00`);
    await page.visit("kalender/index.html");
    const rows = await judged(page);
    assert.ok(rows.length > 10);
    const wrong = rows.filter(({ due, says }) => says !== state(due, today));
    assert.deepEqual(wrong, []);
    const counted = await page.$$eval(".calendar-counts dd", (all) => all.map((n) => Number(n.textContent)));
    const late = await page.$$eval("td .urgency-late", (all) => all.length);
    assert.equal(counted[0], late);
    assert.equal(counted.reduce((sum, n) => sum + n), await page.locator("table.calendar td .urgency").count());
    // What has passed since the build stands with the rest of it, and no month is left empty.
    assert.ok(rows.filter(({ says }) => says === "Sen").every(({ late, due }) => late || due < built));
    const empty = await page.$$eval("tbody:not([hidden])", (all) =>
      all.filter((group) => !group.querySelector("tr:not(.group-row)")).length,
    );
    assert.equal(empty, 0);
    assert.deepEqual(page.faults(), []);
    await page.done();
  });
}

test("the start page, a contract and a role are judged on the reader's day as well", async () => {
  const page = await site.page();
  await page.clock.setFixedTime("2032-06-01T08:00:00");
  for (const path of ["index.html", "avtal/kostdatasystem.html", "plan/2026.html"]) {
    await page.visit(path);
    const ahead = await page.$$eval(".urgency-soon[data-deadline], .urgency-planned[data-deadline]", (all) =>
      all.map((one) => one.dataset.deadline),
    );
    assert.deepEqual(ahead, [], path);
    assert.ok((await page.locator(".urgency-late").count()) > 0, path);
  }
  await page.done();
});

test("the last day to give notice is past and not late", async () => {
  const page = await site.page();
  const rule = /data-deadline="2027-05-26"/;
  await page.route("**/kalender/index.html", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(rule, '$& data-passed="Passerad"');
    await route.fulfill({ response, body });
  });
  const word = async (today) => {
    await page.clock.setFixedTime(`${today}T12:00:00`);
    await page.visit("kalender/index.html");
    const row = page.locator("tr[data-due='2027-05-26'] .urgency");
    return [await row.textContent(), await row.getAttribute("class")];
  };
  assert.deepEqual(await word("2027-05-26"), ["Snart", "urgency urgency-soon"]);
  assert.deepEqual(await word("2027-05-27"), ["Passerad", "urgency urgency-unknown"]);
  await page.done();
});

test("today's line stands at the reader's day and goes when the day is not drawn", async () => {
  const page = await site.page();
  const place = () => page.$eval("[data-today]", (line) => line.getAttribute("transform"));
  await page.visit("kalender/24-manader.html");
  const { from, to } = await page.$eval("[data-today]", (line) => ({ ...line.dataset }));
  await page.clock.setFixedTime(`${from}T12:00:00`);
  await page.reload();
  assert.equal(await place(), "translate(310 0)");
  const day = 24 * 60 * 60 * 1000;
  const later = new Date(Date.parse(from) + 365 * day).toISOString().slice(0, 10);
  await page.clock.setFixedTime(`${later}T12:00:00`);
  await page.reload();
  const days = (Date.parse(to) - Date.parse(from)) / day;
  assert.equal(await place(), `translate(${Math.floor(310 + (890 * 365) / days)} 0)`);
  await page.clock.setFixedTime(`${to}T12:00:00`);
  await page.reload();
  assert.equal(await page.locator("[data-today]:not([hidden])").count(), 0);
  await page.done();
});

test("axe finds nothing in light, dark and forced colours", async () => {
  const page = await site.page();
  const faults = [];
  for (const path of pages) {
    await page.visit(path);
    await page.evaluate(axe);
    for (const media of [
      { colorScheme: "light", forcedColors: "none" },
      { colorScheme: "dark", forcedColors: "none" },
      { colorScheme: "light", forcedColors: "active" },
    ]) {
      await page.emulateMedia(media);
      const found = await page.evaluate(async () => {
        const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        return (await window.axe.run({ runOnly: { type: "tag", values } })).violations;
      });
      const told = found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map((node) => node.target)}`);
      faults.push(...told.map((fault) => `${path} ${JSON.stringify(media)}: ${fault}`));
    }
  }
  await page.done();
  assertNone(faults);
});

test("nothing is wider than a window of 320 pixels, and the drawing scrolls in its frame", async () => {
  const page = await site.page({ viewport: { width: 320, height: 800 } });
  for (const path of pages) {
    await page.visit(path);
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(wide <= 320, `${path} is ${wide} wide`);
  }
  await page.visit("kalender/24-manader.html");
  const frame = page.locator(".timeline-frame").first();
  await frame.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".timeline-frame").scrollLeft > 0);
  await page.done();
});

test("every row of the drawing can be reached and followed with the keyboard", async () => {
  const page = await site.page();
  await page.visit("kalender/24-manader.html");
  const links = await page.$$eval("svg.timeline a", (all) => all.length);
  const rows = await page.locator("table.calendar tbody tr").count();
  assert.equal(links, rows);
  await page.locator(".timeline-frame").first().focus();
  await page.keyboard.press("Tab");
  const name = await page.evaluate(() => document.activeElement.textContent.replace(/\s+/g, " ").trim());
  await page.keyboard.press("Enter");
  await page.waitForURL(/avtal|behov/);
  assert.equal(await page.locator("h1").textContent(), name);
  await page.done();
});

test("every computed day of a contract opens its rule with the keyboard", async () => {
  const page = await site.page();
  await page.visit("avtal/gs-it.html");
  const why = page.locator(".facts details.why");
  assert.equal(await why.count(), 4);
  for (const one of await why.all()) {
    await one.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await one.locator("li").first().isVisible());
  }
  await page.done();
});

test("without JavaScript the calendar, its parts and its files are there", async () => {
  const page = await site.page({ javaScriptEnabled: false });
  await page.visit("kalender/index.html");
  assert.ok((await page.locator("table.calendar tbody tr th a").count()) > 10);
  await page.locator(".calendar-scopes summary").click();
  const part = page.locator(".calendar-scopes a").first();
  await part.click();
  assert.match(await page.locator("h1").textContent(), /^Avtalskalender: /);
  const href = await page.locator(".calendar-ways a[href$='.ics']").getAttribute("href");
  assert.ok(feeds.some((path) => path.endsWith(href.split("/").pop())));
  await page.done();
});

/** Width, height and number of the sheets of a PDF, in millimetres. */
function sheets(pdf) {
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  const round = (points) => Math.round((Number(points) / 72) * 25.4);
  return boxes.map(([, width, height]) => `${round(width)}x${round(height)}`);
}

test("a drawing is printed on A3 lying down, whatever the printer says", async () => {
  const page = await site.page();
  for (const path of ["kalender/24-manader.html", "kalender/60-manader.html"]) {
    await page.visit(path);
    const found = sheets(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    assert.ok(found.length > 0 && found.every((sheet) => sheet === "420x297"), `${path}: ${found}`);
    await page.emulateMedia({ media: "print" });
    for (const hidden of [".site-menu", ".timeline-ways", "form[role=search]"]) {
      assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
    }
    await page.emulateMedia({ media: null });
  }
  await page.done();
});

test("the calendar and the plan are printed on A4", async () => {
  const page = await site.page();
  for (const [path, size] of [["kalender/index.html", "297x210"], ["plan/2024.html", "210x297"]]) {
    await page.visit(path);
    const found = sheets(await page.pdf({ format: "A4", preferCSSPageSize: true }));
    assert.ok(found.length > 0 && found.every((sheet) => sheet === size), `${path}: ${found}`);
  }
  await page.done();
});

test("every calendar is accepted by a parser, with lasting ids and reminders", () => {
  assert.ok(feeds.length > 5);
  for (const path of feeds) {
    const text = read(path);
    assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), `${path}: a line is too long`);
    assert.ok(!/[^\r]\n/.test(text), `${path}: a line does not end in CRLF`);
    const calendar = new ICAL.Component(ICAL.parse(text));
    assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
    const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    assert.ok(events.length > 0, path);
    assert.equal(new Set(events.map((event) => event.uid)).size, events.length, `${path}: ids`);
    for (const event of events) {
      assert.ok(event.startDate.isDate && event.endDate.isDate, event.uid);
      assert.equal(event.endDate.subtractDate(event.startDate).toSeconds(), 86_400, event.uid);
      assert.ok(event.summary.length > 5 && !event.summary.includes("\\"), event.summary);
      const alarms = event.component.getAllSubcomponents("valarm");
      const triggers = alarms.map((alarm) => alarm.getFirstPropertyValue("trigger").toString());
      assert.deepEqual(triggers, ["-P30D", "-P7D"]);
      const stamp = event.component.getFirstPropertyValue("dtstamp").toString();
      assert.equal(stamp, `${built}T00:00:00Z`);
    }
  }
});

test("the calendar to subscribe to says what the page says", async () => {
  const page = await site.page();
  await page.visit("avtal/kostdatasystem.html");
  const start = await page.locator(".facts dt:text('Starta senast') + dd time").getAttribute("datetime");
  const calendar = new ICAL.Component(ICAL.parse(read("kalender/alla.ics")));
  const event = calendar
    .getAllSubcomponents("vevent")
    .find((event) => event.getFirstPropertyValue("uid").startsWith("contract-kostdatasystem-start@"));
  assert.equal(event.getFirstPropertyValue("dtstart").toString(), start);
  assert.match(event.getFirstPropertyValue("description"), /Framförhållning, räkna 24 månader bakåt: 26 maj 2027/);
  await page.done();
});

test("the Atom feeds are well formed, and every item leads to a page", async () => {
  const page = await site.page();
  for (const path of ["kalender/datum.atom", "andringar.atom"]) {
    const found = await page.evaluate((text) => {
      const feed = new DOMParser().parseFromString(text, "application/xml");
      const atom = "http://www.w3.org/2005/Atom";
      const all = (root, name) => [...root.getElementsByTagNameNS(atom, name)];
      return {
        fault: feed.querySelector("parsererror")?.textContent ?? "",
        root: [feed.documentElement.namespaceURI, feed.documentElement.localName],
        head: ["id", "title", "updated", "author"].filter((name) => all(feed, name).length === 0),
        items: all(feed, "entry").map((entry) => ({
          id: all(entry, "id")[0].textContent,
          title: all(entry, "title")[0].textContent,
          updated: all(entry, "updated")[0].textContent,
          href: all(entry, "link")[0].getAttribute("href"),
        })),
      };
    }, read(path));
    assert.equal(found.fault, "");
    assert.deepEqual(found.root, ["http://www.w3.org/2005/Atom", "feed"]);
    assert.deepEqual(found.head, []);
    assert.ok(found.items.length > 0, path);
    assert.equal(new Set(found.items.map(({ id }) => id)).size, found.items.length);
    for (const { id, title, updated, href } of found.items) {
      assert.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.ok(title && updated <= `${built}T00:00:00Z`);
      const target = new URL(href, `http://site/${path}`).pathname.slice(1);
      assert.ok(files.includes(target), `${path}: ${href}`);
    }
  }
  await page.done();
});
