// Looks again and again while the page is seen, and says so when nobody answers.

import { get } from "./api.js";
import { add, seed, startCharts } from "./charts.js";
import { choose, chosen, offerCountries, offerTypes, showEvents, startEvents } from "./events.js";
import { showLag } from "./lag.js";
import { showLetters, showReasons } from "./letters.js";
import { showBanner, showFigures, showStatus } from "./status.js";
import { startTheme } from "./theme.js";
import { showStages, showWorkers } from "./work.js";
import { showCounts, startWorld } from "./world.js";

const LOOK_MS = 2000;
const COUNTS_MS = 4000;
let letters = -1;

async function look() {
  const summary = await get("/api/summary");
  showStatus(summary);
  showBanner(summary.problem && summary.problem !== "not looked yet" ? summary.problem : null);
  showFigures(summary);
  showLag(summary.partitions, summary.group?.group);
  if (!performance.getEntriesByName("figures-shown").length) performance.mark("figures-shown");
  add(summary);
  showStages(summary.stages);
  showWorkers(summary.workers);
  showReasons(summary.dead_letters);
  if (summary.dead_letters.total !== letters) {
    await showLetters();
    letters = summary.dead_letters.total;
  }
}

async function counts() {
  const { types } = await showCounts(chosen());
  offerTypes(types);
}

// Once now, then every so often; a page that nobody sees asks nothing.
function again(job, pause) {
  const turn = async () => {
    if (!document.hidden) {
      try {
        await job();
      } catch (error) {
        if (!error.status && error.status !== 0) throw error;
        showStatus(null);
        showBanner(error.message);
      }
    }
    setTimeout(turn, pause);
  };
  return turn();
}

startTheme();
startCharts();
const looking = again(look, LOOK_MS);
get("/api/history").then(seed).catch(() => {}); // the next looks draw what comes
await startWorld(choose).catch((error) => showBanner(error.message));
offerCountries();
startEvents(counts);
again(counts, COUNTS_MS);
await Promise.allSettled([looking, showEvents()]);
document.documentElement.dataset.ready = "true";
