// Requests per second of nginx with the configuration that `lathund hosting` writes, beside nginx's
// plain static files: the same program, folder and pages, in turn; medians and their ratio.
//
//   SITE=public LATHUND=target/release/lathund node benches/hosting.mjs [ROUNDS] [SECONDS]
//
// Needs nginx with brotli_static, and wrk. Only the ratios of one run mean anything.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { missing, start } from "../tests/browser/lib/nginx.mjs";
import { folder, pages } from "../tests/browser/lib/site.mjs";

if (missing || !process.env.LATHUND) {
  throw new Error(missing || "LATHUND names no program");
}
const [rounds, seconds] = [Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 3)];
const wanted = pages.filter((path) => path !== "404.html").slice(0, 1_000);
const work = mkdtempSync(join(tmpdir(), "lathund-hosting-"));
const [bare, packed] = ["bare", "packed"].map((name) => join(work, name));
for (const site of [bare, packed]) {
  cpSync(folder, site, { recursive: true });
}
for (const path of wanted) {
  const text = readFileSync(join(folder, path));
  writeFileSync(join(packed, `${path}.gz`), gzipSync(text));
  writeFileSync(join(packed, `${path}.br`), brotliCompressSync(text));
}
const script = join(work, "pages.lua");
const paths = wanted.map((path) => `"${encodeURI(`/${path}`)}"`).join(",");
writeFileSync(
  script,
  `local paths, at = {${paths}}, 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
`,
);

const ours = (site) => (port) =>
  execFileSync(process.env.LATHUND, ["hosting", "--for", "nginx", "--folder", site, "--port", port], {
    encoding: "utf8",
  });
const plain = (site) => (port) => `
  include /etc/nginx/mime.types;
  server { listen ${port}; root "${site}"; index index.html; sendfile on; tcp_nopush on; }
`;

function rate(port, accept) {
  const more = accept ? ["-H", `Accept-Encoding: ${accept}`] : [];
  const address = `http://127.0.0.1:${port}/`;
  const told = execFileSync("wrk", ["-t1", "-c16", `-d${seconds}s`, "-s", script, ...more, address], {
    encoding: "utf8",
  });
  if (/Non-2xx|Socket errors/.test(told)) {
    throw new Error(told);
  }
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(told)[1]);
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const jobs = [
  { name: "nginx, plain files", write: plain(bare) },
  { name: "ours, readers that take nothing packed", write: ours(packed) },
  { name: "ours, gzip", write: ours(packed), accept: "gzip" },
  { name: "ours, Brotli", write: ours(packed), accept: "gzip, deflate, br" },
];
try {
  for (const job of jobs) {
    Object.assign(job, { rates: [] }, await start(job.write));
    rate(job.port, job.accept);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const job of jobs) {
      job.rates.push(rate(job.port, job.accept));
    }
  }
  console.log("| what | requests per second | ratio |\n| --- | ---: | ---: |");
  const base = median(jobs[0].rates);
  for (const { name, rates } of jobs) {
    console.log(`| ${name} | ${median(rates).toFixed(0)} | ${(median(rates) / base).toFixed(2)} |`);
  }
} finally {
  for (const { stop } of jobs) {
    await stop?.();
  }
  rmSync(work, { recursive: true, force: true });
}
