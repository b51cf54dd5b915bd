// nginx of the distribution, with a configuration of ours, on a free port of this machine.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const places = [process.env.NGINX, "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];
const program = places.find((path) => path && existsSync(path));
const modules = "/usr/lib/nginx/modules";
const brotli = join(modules, "ngx_http_brotli_static_module.so");

/** Why nginx cannot be run here; false when it can. */
export const missing = (!program && "no nginx") || (!existsSync(brotli) && "no brotli_static for nginx");

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts nginx with what `write(port)` gives as its part within `http`. */
export async function start(write) {
  const folder = mkdtempSync(join(tmpdir(), "lathund-nginx-"));
  const port = await freePort();
  const path = join(folder, "nginx.conf");
  writeFileSync(join(folder, "site.conf"), write(port));
  writeFileSync(
    path,
    // What the tests write is theirs alone, so the worker is to be the same user.
    `${userInfo().uid === 0 ? `user ${userInfo().username};\n` : ""}daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
load_module ${brotli};
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/site.conf;
}
`,
  );
  const options = ["-c", path, "-p", folder, "-e", "stderr"];
  // Fails with what nginx says of the configuration, warnings too.
  const { stderr } = await promisify(execFile)(program, ["-t", ...options]);
  const child = spawn(program, options, { stdio: "ignore" });
  const ended = new Promise((done) => child.once("exit", done));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await ask(port, "/").catch(() => null);
    if (answer) {
      return { port, stop, said: stderr };
    }
    await new Promise((later) => setTimeout(later, 50));
  }
  await stop();
  throw new Error("nginx did not answer within half a minute");
}

/** One request as it stands: nothing is followed, unpacked or mended in the path. */
export function ask(port, path, { method = "GET", headers = {}, agent } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) });
      });
    });
    sent.setTimeout(60_000, () => sent.destroy(new Error(`${path}: no answer`)));
    sent.on("error", reject);
    sent.end();
  });
}
