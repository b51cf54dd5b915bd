// A web server as plain as the handbook's own may be: files, one security header, no rewriting.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { folder } from "./site.mjs";

const types = {
  ".css": "text/css",
  ".csv": "text/csv",
  ".html": "text/html",
  ".ics": "text/calendar",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".xml": "application/xml",
};

/** Serves the site under `mount` ("/" or "/handbok/") on a free port of this machine. */
export async function serve(mount = "/") {
  const server = createServer((request, response) => {
    answer(request, mount).then(({ status, headers, body }) => {
      response.writeHead(status, { "Content-Security-Policy": "default-src 'self'", ...headers });
      response.end(body);
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    base: `http://127.0.0.1:${server.address().port}${mount}`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

async function answer(request, mount) {
  const missing = { status: 404, headers: { "Content-Type": "text/plain" }, body: "404" };
  try {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (!path.startsWith(mount)) {
      return missing;
    }
    let file = join(folder, normalize(`/${path.slice(mount.length)}`));
    if ((await stat(file)).isDirectory()) {
      file = join(file, "index.html");
    }
    const type = types[extname(file)] ?? "application/octet-stream";
    const charset = /^(text|application\/(json|xml))/.test(type) ? "; charset=utf-8" : "";
    return { status: 200, headers: { "Content-Type": type + charset }, body: await readFile(file) };
  } catch {
    return missing;
  }
}
