// Lighthouse on pages that are served: prints, for each address, its scores and what it misses.
//
//     node audit.mjs http://127.0.0.1:8000/index.html …
//
// One Chromium for all of them. Performance is left out: it measures the machine.
import { createRequire } from "node:module";
import lighthouse from "lighthouse";

const { launch } = await import(
  createRequire(import.meta.resolve("lighthouse")).resolve("chrome-launcher")
);
const flags = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const chrome = await launch({ chromePath: "/usr/bin/chromium", chromeFlags: flags });
const told = {};
try {
  for (const address of process.argv.slice(2)) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      logLevel: "error",
      output: "json",
      onlyCategories: ["accessibility", "best-practices", "seo"],
      disableFullPageScreenshot: true,
    });
    const scores = {}, missed = [];
    for (const [name, category] of Object.entries(lhr.categories)) {
      scores[name] = category.score === null ? null : Math.round(category.score * 100);
      for (const { id, weight } of category.auditRefs) {
        const { score, title, details } = lhr.audits[id];
        if (weight > 0 && score !== null && score < 1) {
          missed.push(`${id}: ${title}: ${JSON.stringify(details?.items ?? []).slice(0, 300)}`);
        }
      }
    }
    told[address] = { scores, missed };
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(told, null, 2));
