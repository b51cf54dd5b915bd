import { readFileSync } from "node:fs";
import { launch, open } from "./lib/browser.mjs"; import { serve } from "./lib/server.mjs";
const server=await serve("/"), b=await launch(); const page=await open(b,server.base); await page.visit("om.html");
const qs=readFileSync("/tmp/l2/scratch-search/qs.txt","utf8").trim().split("\n"), cli=readFileSync("/tmp/l2/scratch-search/cli.jsonl","utf8").trim().split("\n").map(JSON.parse);
let bad=0; for (const [i,q] of qs.entries()) { try { const r=await page.evaluate(q=>window.Lathund.search(q,20).then(f=>({c:f.cards.map((c,i)=>f.hits[i].score+" "+c.path+"#"+c.anchor),t:f.terms.map(t=>t.typed+":"+t.words.join("/"))})),q);
 const o=cli[i].hits.map(h=>h.score+" "+h.path+"#"+(h.anchor||"")); if(o.join()!==r.c.join()){bad++; if(bad<6){const k=o.findIndex((x,j)=>x!==r.c[j]); console.log(q,k,o[k],"|",r.c[k],o.length,r.c.length,r.t.join(" "));}} } catch(e){console.log(q,e.message.slice(0,300));bad++} }
console.log("bad",bad,"of",qs.length,page.faults()); await b.close(); await server.close();
