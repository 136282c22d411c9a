// Time in each stage, and what each worker says of itself.

import { byId, empty, h, keyed, setText } from "./dom.js";
import { duration, number, plural, rate } from "./format.js";

const NAMES = {
  code: ["Coding", "clean, parse, find events"],
  intent: ["Noting", "what will be sent"],
  outputs: ["Sending", "articles, statements, events"],
  decision: ["Deciding", "what counts, written down"],
  counts: ["Counting", "running counts"],
};

export function showStages(stages) {
  const box = byId("stages");
  const seen = stages.filter((stage) => stage.batches > 0);
  if (!seen.length) {
    keyed(box, [{}], () => "empty", () => empty("No batch has been worked on yet, or no worker gives its metrics (DATELINE_METRICS_PORT)."));
    return;
  }
  const most = Math.max(...seen.map((stage) => stage.p95_seconds ?? 0));
  keyed(box, seen, (stage) => stage.stage, make, (line, stage) => {
    const [, track, figures] = line.children;
    const [wide, half] = track.children;
    wide.style.width = `${(100 * (stage.p95_seconds ?? 0)) / most}%`;
    half.style.width = `${(100 * (stage.p50_seconds ?? 0)) / most}%`;
    setText(figures.children[0], `${duration(stage.p50_seconds)}, ${duration(stage.p95_seconds)}`);
    setText(figures.children[1], `${plural(stage.batches, "batch", "batches")}, ${stage.window}`);
  });
}

function make(stage) {
  const [name, what] = NAMES[stage.stage] ?? [stage.stage, ""];
  return h("div", { class: "stage" }, h("div", {}, name, h("small", {}, what)), h("div", { class: "track", "aria-hidden": "true" }, h("i"), h("i")), h("div", { class: "n" }, h("span"), h("small")));
}

const CELLS = [
  (worker) => number(worker.articles),
  (worker) => rate(worker.articles_per_second),
  (worker) => rate(worker.words_per_second),
  (worker) => number(worker.in_flight),
  (worker) => (worker.in_flight ? duration(worker.oldest_in_flight_seconds) : "–"),
  (worker) => number(worker.rebalances),
  (worker) => number(worker.repairs),
  (worker) => number(worker.restarts),
];

export function showWorkers(workers) {
  const body = byId("workers").tBodies[0];
  if (!workers.length) {
    keyed(body, [{}], () => "empty", () => h("tr", {}, h("td", { colspan: CELLS.length + 1 }, empty("No worker's metrics are read: name them with --worker-metrics HOST:PORT."))));
    return;
  }
  const make = (worker) => h("tr", {}, h("th", { scope: "row" }, worker.endpoint), ...CELLS.map(() => h("td", { class: "n" })));
  keyed(body, workers, (worker) => `${worker.endpoint} ${worker.problem === null}`, make, (line, worker) => {
    if (worker.problem !== null) {
      if (line.children.length > 2) line.replaceChildren(line.firstElementChild, h("td", { colspan: CELLS.length, class: "unknown" }));
      setText(line.lastElementChild, `does not answer (${worker.problem})`);
      return;
    }
    const recovering = worker.recovery_remaining ? `, ${plural(worker.recovery_remaining, "record")} to recover` : "";
    setText(line.firstElementChild, worker.endpoint + recovering);
    CELLS.forEach((text, index) => setText(line.children[index + 1], text(worker)));
  });
}
