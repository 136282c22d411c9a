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

export function showWorkers(workers) {
  const box = byId("workers");
  if (!workers.length) {
    keyed(box, [{}], () => "empty", () => empty("No worker's metrics are read: name them with --worker-metrics HOST:PORT."));
    return;
  }
  keyed(box, workers, (worker) => worker.endpoint, () => h("p", { class: "note" }), (line, worker) => {
    const facts = [
      worker.in_flight === null ? null : `${number(worker.in_flight)} in flight`,
      worker.oldest_in_flight_seconds ? `oldest ${duration(worker.oldest_in_flight_seconds)}` : null,
      worker.recovery_remaining ? `${number(worker.recovery_remaining)} records to recover` : null,
      worker.articles === null ? null : `${number(worker.articles)} articles since its start`,
      worker.articles_per_second === null ? null : `${rate(worker.articles_per_second)} articles/s`,
      plural(worker.rebalances ?? 0, "rebalance"),
      plural(worker.repairs ?? 0, "repair"),
      plural(worker.restarts, "restart"),
      worker.pool_rebuilds ? `${number(worker.pool_rebuilds)} pool rebuilds` : null,
    ].filter(Boolean);
    setText(line, `${worker.endpoint}: ${worker.problem ? `does not answer (${worker.problem})` : facts.join(", ")}`);
  });
}
