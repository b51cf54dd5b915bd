import { launch, open } from "./lib/browser.mjs"; import { serve } from "./lib/server.mjs";
const server=await serve("/"), b=await launch();
for (const [w,h] of [[1280,900],[360,760]]) { const page=await open(b,server.base,{viewport:{width:w,height:h}}); await page.visit("om.html");
 await page.locator("#s-sok").fill("personuppgiftsbitr"); await page.locator(".search-hit").first().waitFor(); await page.keyboard.press("ArrowDown"); await page.screenshot({path:`/tmp/l2/scratch-search/d${w}.png`});
 await page.visit("sok.html?q=f%C3%B6rl%C3%A4nga%20avtal"); await page.locator(".search-result").first().waitFor(); await page.screenshot({path:`/tmp/l2/scratch-search/r${w}.png`,fullPage:false});
 await page.visit("sok.html?q=qwxavtalzz"); await page.waitForTimeout(400); await page.screenshot({path:`/tmp/l2/scratch-search/z${w}.png`});
 console.log(page.faults()); await page.done(); }
await b.close(); await server.close();
