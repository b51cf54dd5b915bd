// nginx with the configuration that `lathund hosting` writes, for the built site.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { launch, open } from "./lib/browser.mjs";
import { ask, missing, start } from "./lib/nginx.mjs";
import { files, folder, pages } from "./lib/site.mjs";

const lathund = process.env.LATHUND;
if (missing && process.env.CI) {
  throw new Error(missing);
}
const skip = missing || (!lathund && "LATHUND names no program");
const bases = ["/", "/handbok/"];
// The page for what is not there has no address of its own.
const readable = files.filter((path) => path !== "404.html");
const packable = readable.filter((path) => /\.(html|css|js|json|svg|csv|ics|atom|md)$/.test(path));
const style = files.find((path) => /^css\/base\.[0-9a-f]{8}\.css$/.test(path));
/** Packed texts: one of every sort. The other files have no packed ones beside them. */
const packed = ["html", "css", "js", "json", "svg", "csv", "ics", "atom", "md"].map((ending) =>
  packable.find((path) => path.endsWith(`.${ending}`)),
);
const security = {
  "content-security-policy": /^default-src 'self'; base-uri 'none'; /,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "permissions-policy": /^camera=\(\), /,
  "referrer-policy": /^same-origin$/,
  "x-content-type-options": /^nosniff$/,
};
const types = {
  atom: "application/atom+xml; charset=utf-8",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  html: "text/html; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const servers = new Map();
let copy;

before(async () => {
  if (skip) {
    return;
  }
  copy = mkdtempSync(join(tmpdir(), "lathund hosting-"));
  const site = join(copy, "webb plats");
  cpSync(folder, site, { recursive: true });
  for (const path of packed) {
    const text = readFileSync(join(folder, path));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    writeFileSync(join(site, `${path}.gz`), gzipSync(text));
    writeFileSync(join(site, `${path}.br`), brotliCompressSync(text, { params }));
  }
  writeFileSync(join(site, ".gitignore"), "*\n");
  writeFileSync(join(site, "rapport.20261121.pdf"), "%PDF-1.7\n");
  for (const base of bases) {
    const write = (port) =>
      execFileSync(
        lathund,
        ["hosting", "--for", "nginx", "--folder", site, "--name", "localhost", "--base", base, "--port", port],
        { encoding: "utf8" },
      );
    servers.set(base, await start(write));
  }
});

after(async () => {
  for (const { stop } of servers.values()) {
    await stop();
  }
  if (copy) {
    rmSync(copy, { recursive: true, force: true });
  }
});

/** A test at the root of a host, and one under a folder of it. */
function both(name, run) {
  for (const base of bases) {
    test(`${name}, at ${base}`, { skip }, () => {
      const { port, said } = servers.get(base);
      const get = (path, options) => ask(port, encodeURI(base + path), options);
      return run({ base, port, said, get });
    });
  }
}

both("nginx has nothing to warn of", ({ said }) => {
  assert.doesNotMatch(said, /\[(warn|error|emerg)\]/);
});

both("every answer has the security headers and no version", async ({ get }) => {
  const asked = ["index.html", "", style, "handbok.json", "finns/inte.html", ".lathund.json"];
  const answers = [...(await Promise.all(asked.map((path) => get(path)))), await get("", { method: "POST" })];
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200, 404, 404, 405]);
  for (const { headers } of answers) {
    for (const [name, value] of Object.entries(security)) {
      assert.match(headers[name] ?? "", value, name);
    }
    assert.equal(headers.server, "nginx");
  }
});

both("types are told, texts as UTF-8", async ({ get }) => {
  for (const [ending, type] of Object.entries(types)) {
    const path = readable.find((path) => path.endsWith(`.${ending}`));
    const { status, headers } = await get(path, { headers: { "accept-encoding": "gzip, br" } });
    assert.deepEqual([status, headers["content-type"]], [200, type], path);
  }
  assert.equal((await get("")).headers["content-type"], types.html);
});

both("only what is named by its content is kept without asking", async ({ get }) => {
  const cache = async (path, options) => (await get(path, options)).headers["cache-control"];
  const kept = "public, max-age=31536000, immutable";
  assert.equal(await cache(style), kept);
  for (const path of ["", "index.html", "handbok.json", "sok/index.js", "rapport.20261121.pdf"]) {
    assert.equal(await cache(path), "no-cache", path);
  }
  assert.equal(await cache("css/base.00000000.css"), "no-cache");
  const { headers } = await get("index.html");
  const again = await get("index.html", { headers: { "if-none-match": headers.etag } });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
});

both("packed files are sent to those who take them", async ({ get }) => {
  for (const path of packed) {
    const plain = readFileSync(join(folder, path));
    const bare = await get(path);
    assert.deepEqual([bare.headers["content-encoding"], bare.body.equals(plain)], [undefined, true], path);
    for (const [accept, encoding, unpack] of [
      ["gzip", "gzip", gunzipSync],
      ["gzip, deflate, br", "br", brotliDecompressSync],
    ]) {
      const { headers, body } = await get(path, { headers: { "accept-encoding": accept } });
      assert.equal(headers["content-encoding"], encoding, path);
      assert.match(headers.vary ?? "", /Accept-Encoding/i, path);
      assert.ok(unpack(body).equals(plain), path);
    }
    // Not packed on the way: these are the bytes of the file.
    const { headers } = await get(path, { headers: { "accept-encoding": "gzip" } });
    assert.equal(Number(headers["content-length"]), gzipSync(plain).length, path);
  }
});

both("a text without packed files is packed on the way", async ({ get }) => {
  const path = packable.find((path) => path.endsWith(".json") && !packed.includes(path));
  const { headers, body } = await get(path, { headers: { "accept-encoding": "gzip, br" } });
  assert.equal(headers["content-encoding"], "gzip");
  assert.ok(gunzipSync(body).equals(readFileSync(join(folder, path))));
});

both("what is not there is answered by the site's own page", async ({ get }) => {
  const own = readFileSync(join(folder, "404.html"));
  for (const path of ["finns/inte.html", "css/", "sok/", "404.html", "css/base.00000000.css"]) {
    const { status, body } = await get(path);
    assert.deepEqual([status, body.equals(own)], [404, true], path);
  }
});

both("hidden files, ways out and other methods are refused", async ({ base, port, get }) => {
  for (const path of [".lathund.json", ".gitignore", ".git/config", "avtal/.htaccess"]) {
    assert.equal((await get(path)).status, 404, path);
  }
  const ways = ["..", "%2e%2e", "..%2f..", "avtal/../../..", "%2e%2e%2f%2e%2e"];
  for (const way of ways) {
    const { status, body } = await ask(port, `${base}${way}/etc/passwd`);
    assert.ok([400, 403, 404].includes(status), `${way}: ${status}`);
    assert.doesNotMatch(body.toString(), /root:/);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
    const { status, headers } = await get("index.html", { method });
    assert.deepEqual([status, headers.allow], [405, "GET, HEAD"], method);
  }
  const head = await get("index.html", { method: "HEAD" });
  assert.deepEqual([head.status, head.body.length], [200, 0]);
});

both("2,000 requests for 1,000 pages, fifty at a time, are all answered", async ({ base, port }) => {
  const asked = Array.from({ length: 2_000 }, (_, at) => pages[at % Math.min(1_000, pages.length)]);
  const wanted = asked.filter((path) => path !== "404.html");
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const queue = wanted.values();
  const faults = [];
  const reader = async () => {
    for (const path of queue) {
      const { status, body } = await ask(port, encodeURI(base + path), { agent });
      if (status !== 200 || body.length !== readFileSync(join(folder, path)).length) {
        faults.push(`${path}: ${status}, ${body.length} bytes`);
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, reader));
  agent.destroy();
  assert.deepEqual(faults, []);
});

both("the site works in a browser under these headers", async ({ base, port }) => {
  const browser = await launch();
  try {
    const page = await open(browser, `http://127.0.0.1:${port}${base}`);
    for (const path of ["index.html", "system/index.html", "guider/index.html", "kravspecifikation.html"]) {
      await page.visit(path);
    }
    assert.deepEqual(page.faults(), []);
    await page.done();
  } finally {
    await browser.close();
  }
});
