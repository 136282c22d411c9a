// Two charts of the last half hour, by uPlot; each has its latest figures as its name for those who do not see it.

import { byId, setText } from "./dom.js";
import { number, rate, timeOfDay } from "./format.js";
import { colour, onTheme } from "./theme.js";

const KEPT = 900;
const at = [];
const lag = [];
const coming = [];
const done = [];
let charts = [];

export function seed(points) {
  for (const series of [at, lag, coming, done]) series.length = 0;
  for (const point of points) push(point.at, point);
  draw();
}

function push(time, totals) {
  if (at.length && time <= at[at.length - 1]) return;
  at.push(time);
  lag.push(totals.messages);
  coming.push(totals.produced_per_second);
  done.push(totals.consumed_per_second);
  if (at.length > KEPT) for (const series of [at, lag, coming, done]) series.shift();
}

export function add(summary) {
  if (!summary.lag) return;
  push(summary.at, summary.lag);
  const [first, second] = charts;
  if (!first) return draw();
  first.setData([at, lag]);
  second.setData([at, coming, done]);
  name();
}

function name() {
  byId("chart-lag").setAttribute("aria-label", `Articles waiting over time, now ${number(lag.at(-1) ?? null)}, at most ${number(Math.max(0, ...lag))}`);
  byId("chart-rates").setAttribute("aria-label", `Articles a second over time, now ${rate(coming.at(-1) ?? null)} coming in and ${rate(done.at(-1) ?? null)} worked off`);
}

const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

// What the pointer is over, in words beside the title; the latest figures are the page's head.
const pointed = {
  "chart-lag": (index) => `${timeOfDay(at[index])}: ${number(lag[index])}`,
  "chart-rates": (index) => `${timeOfDay(at[index])}: ${rate(coming[index])} in, ${rate(done[index])} done`,
};

function tell(chart) {
  const index = chart.cursor.idx;
  const over = index !== null && index !== undefined && index < at.length;
  setText(byId(`${chart.root.parentElement.id}-at`), over ? pointed[chart.root.parentElement.id](index) : "");
}

function options(box, series, least) {
  const axis = { stroke: colour("--muted"), font: "12px Inter, system-ui, sans-serif", grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
    hooks: { setCursor: [tell] },
    legend: { show: false },
    padding: [8, 20, 0, 0],
    scales: { x: { range: (_, low, high) => [Math.min(low, high - 300), high] }, y: { range: (_, __, high) => [0, Math.max(least, (high ?? 0) * 1.1)] } },
    axes: [
      { ...axis, size: 24, space: 64, incrs: [60, 120, 300, 600, 900], values: (_, splits) => splits.map(clock), grid: { show: false } },
      { ...axis, size: 44, space: 26, values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? number(value) : String(Number(value.toFixed(2))))) },
    ],
    series: [{}, ...series],
  };
}

function draw() {
  if (!at.length || typeof uPlot === "undefined") return;
  for (const chart of charts) chart.destroy();
  const line = (name, extra = {}) => ({ stroke: colour(name), width: 2, points: { show: false }, ...extra });
  const [first, second] = [byId("chart-lag"), byId("chart-rates")];
  charts = [
    new uPlot(options(first, [line("--in", { fill: `${colour("--in")}22` })], 5), [at, lag], first),
    new uPlot(options(second, [line("--in"), line("--out", { dash: [6, 3] })], 1), [at, coming, done], second),
  ];
  name();
}

export function startCharts() {
  onTheme(draw);
  new ResizeObserver(() => {
    for (const [chart, id] of [[charts[0], "chart-lag"], [charts[1], "chart-rates"]]) {
      const box = byId(id);
      if (chart && box.clientWidth) chart.setSize({ width: box.clientWidth, height: box.clientHeight });
    }
  }).observe(byId("chart-lag"));
}
