// The search cases of the handbook, and what readers may type (tests/searches.yaml), asked of three
// searches over the same built pages: this one, Pagefind and MiniSearch.
//
//   npm install; SITE=../../public LATHUND=../../target/release/lathund node compare.mjs
//
// A case counts as answered by a page that it names; places on a page are not told apart, since
// the two others know only pages. All three are given their usual best: Pagefind reads the Swedish
// pages by their language, MiniSearch has prefixes, typing errors and weights for titles.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import MiniSearch from "minisearch";
import { launch } from "../../tests/browser/lib/browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const site = resolve(process.env.SITE ?? join(root, "public"));
const lathund = resolve(process.env.LATHUND ?? join(root, "target/release/lathund"));

/** Where the entries of each kind are, by the declarations. */
function homes() {
  const folder = join(root, "src/kind/builtin");
  const declared = readdirSync(folder).filter((name) => !name.startsWith("_"));
  return new Map(
    declared.map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const value = (key) => text.match(new RegExp(`^${key}: "?([^"\n]+)"?`, "m"))?.[1];
      return [value("kind"), value("route") ?? `${value("folder")}/{id}.html`];
    }),
  );
}

/** The queries with the pages that they are to find. */
function cases() {
  const routes = homes();
  const views = { plan: "plan/index.html", matrix: "matris.html", "a-o": "a-o.html" };
  const page = (to) => {
    const [kind, id] = [to.slice(0, to.indexOf(":")), to.slice(to.indexOf(":") + 1)];
    if (kind === "view") {
      return views[id];
    }
    const route = kind === "kind" ? routes.get(id).replace("{id}", "index") : routes.get(kind);
    return route.replace("{id}", id).replace("{path}", id).split("#")[0];
  };
  const text = readFileSync(join(root, "content/sokfall.yaml"), "utf8");
  const lines = [...text.matchAll(/query: "([^"]+)", to: "([^"]+)"/g)];
  return lines.map(([, query, to]) => ({ query, pages: [page(to)], of: "content/sokfall.yaml" }));
}

/** What readers may type, with the pages that answer. */
function typed() {
  const text = readFileSync(join(root, "tests/searches.yaml"), "utf8");
  const bare = (words) => words.trim().replace(/^"|"$/g, "");
  const lines = [...text.matchAll(/^- \{ query: (.+?), page: (.+?)(?:, or: \[(.+?)\])? \}/gm)];
  return lines.map(([, query, page, or]) => {
    const pages = [page, ...(or ? or.split(",") : [])].map((page) => bare(page).split("#")[0]);
    return { query: bare(query), pages, of: "tests/searches.yaml" };
  });
}

function own(asked) {
  const manifest = JSON.parse(readFileSync(join(site, ".lathund.json"), "utf8"));
  const input = asked.map(({ query }) => query).join("\n");
  const args = ["--root", root, "--date", manifest.date, "search", "-"];
  const said = execFileSync(lathund, args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  return said.trim().split("\n").map((line) => JSON.parse(line).hits.map(({ path }) => path));
}

const pages = () =>
  readdirSync(site, { recursive: true })
    .map((path) => String(path).replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".html") && !path.startsWith("pagefind/"));

function mini(asked) {
  const plain = (html) =>
    html
      .replace(/<(script|style|nav)[^>]*>.*?<\/\1>/gs, " ")
      .replace(/<[^>]+>/g, " ")
      .replace(/&amp;/g, "&")
      .replace(/\s+/g, " ");
  const documents = pages().map((id) => {
    const html = readFileSync(join(site, id), "utf8");
    const main = html.match(/<main[^>]*>(.*)<\/main>/s)?.[1] ?? "";
    const headings = [...main.matchAll(/<h[2-6][^>]*>(.*?)<\/h[2-6]>/gs)].map(([, text]) => plain(text));
    const title = plain(main.match(/<h1[^>]*>(.*?)<\/h1>/s)?.[1] ?? "");
    return { id, title, headings: headings.join(" "), text: plain(main) };
  });
  const begun = performance.now();
  const index = new MiniSearch({ fields: ["title", "headings", "text"] });
  index.addAll(documents);
  const json = JSON.stringify(index);
  const options = { prefix: true, fuzzy: 0.2, boost: { title: 4, headings: 2 } };
  console.log(
    `MiniSearch: one file of ${kilo(json.length)} kB, ${kilo(gzipSync(json).length)} kB gzip, read whole; ` +
      `built in ${Math.round(performance.now() - begun)} ms`,
  );
  return asked.map(({ query }) => index.search(query, options).map(({ id }) => id));
}

async function pagefind(asked) {
  const folder = mkdtempSync(join(tmpdir(), "pagefind-"));
  const begun = performance.now();
  const args = ["pagefind", "--site", site, "--output-path", folder, "--root-selector", "main"];
  execFileSync("npx", args, { stdio: "ignore" });
  const files = readdirSync(folder, { recursive: true }).map(String);
  const sizes = files.map((path) => statSync(join(folder, path))).filter((file) => file.isFile());
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  console.log(
    `Pagefind: ${sizes.length} files, ${kilo(bytes)} kB; built in ${Math.round(performance.now() - begun)} ms`,
  );
  const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = path.startsWith("/pagefind/") ? join(folder, path.slice(10)) : join(site, path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/om.html`);
  const found = [];
  for (const { query } of asked) {
    found.push(
      await page.evaluate(async (query) => {
        window.pagefind ??= await import("/pagefind/pagefind.js");
        const { results } = await window.pagefind.search(query);
        const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
        return data.map(({ url }) => url.replace(/^\//, ""));
      }, query),
    );
  }
  await browser.close();
  server.close();
  server.closeAllConnections();
  return found.map((hits) => hits.map((path) => (path.endsWith("/") ? `${path}index.html` : path)));
}

const kilo = (bytes) => Math.round(bytes / 1000);

function report(name, asked, found) {
  for (const file of new Set(asked.map(({ of }) => of))) {
    const own = asked.map(({ of }, at) => (of === file ? at : -1)).filter((at) => at >= 0);
    const pick = (all) => own.map((at) => all[at]);
    reportOf(`${name}, ${own.length} of ${file}`, pick(asked), pick(found));
  }
}

function reportOf(name, asked, found) {
  const places = asked.map(({ pages }, at) =>
    [...new Set(found[at])].findIndex((path) => pages.includes(path)),
  );
  const share = (within) => {
    const count = places.filter((place) => place >= 0 && place < within).length;
    return `${count} (${((100 * count) / asked.length).toFixed(1)} %)`;
  };
  const none = found.filter((hits) => hits.length === 0).length;
  console.log(`${name}: first ${share(1)}, among three ${share(3)}, no hits at all ${none}`);
  if (process.env.VERBOSE) {
    asked.forEach(({ query, pages }, at) => {
      if (places[at] !== 0) {
        console.log(`  ${places[at] + 1 || "-"}  ${query} -> ${pages[0]}, first ${found[at][0] ?? "nothing"}`);
      }
    });
  }
}

const asked = [...cases(), ...typed()];
console.log(`${asked.length} cases, ${pages().length} pages`);
report("Lathund", asked, own(asked));
report("MiniSearch", asked, mini(asked));
report("Pagefind", asked, await pagefind(asked));
