// Lag by partition: one row a partition of the workers' group.

import { byId, empty, h, keyed, setText } from "./dom.js";
import { duration, number, rate, UNKNOWN } from "./format.js";
import { chip } from "./status.js";

// A few articles in hand while as many come as go is no falling behind: only a bad status says "never".
function catchUp(row) {
  if (row.lag === 0) return "–";
  if (row.lag === null || row.catch_up_seconds !== null || row.consumed_per_second === null) return duration(row.catch_up_seconds);
  return row.status === "OK" ? "–" : "never";
}

const CELLS = [
  (row) => number(row.lag),
  (row) => duration(row.seconds),
  (row) => number(row.committed),
  (row) => number(row.end),
  (row) => rate(row.produced_per_second),
  (row) => rate(row.consumed_per_second),
  catchUp,
];

function make(row) {
  return h("tr", {}, h("th", { scope: "row" }, `${row.topic.split(".").slice(-1)[0]} / ${row.partition}`), h("td"), ...CELLS.map(() => h("td", { class: "n" })));
}

function update(line, row) {
  const status = line.children[1];
  if (status.textContent !== row.status) status.replaceChildren(chip(row.status));
  line.title = row.member ? `held by ${row.member}` : "held by nobody";
  CELLS.forEach((text, index) => {
    const cell = line.children[index + 2];
    const shown = text(row);
    setText(cell, shown);
    cell.className = shown === UNKNOWN ? "n unknown" : shown === "0" || shown === "0 s" || shown === "–" ? "n zero" : "n";
  });
}

export function showLag(rows, group) {
  const body = byId("lag-table").tBodies[0];
  const note = byId("lag-note");
  if (rows === null || rows.length === 0) {
    const why = rows === null ? "The broker does not answer: nothing is known." : "No worker has read anything yet: start one with `dateline worker`.";
    // keyed by what it says: the first look may come after the page is drawn
    keyed(body, [why], (text) => text, (text) => h("tr", {}, h("td", { colspan: CELLS.length + 2 }, empty(text))));
    setText(note, "");
    return;
  }
  keyed(body, rows, (row) => `${row.topic}/${row.partition}`, make, update);
  const owners = new Set(rows.map((row) => row.member).filter(Boolean)).size;
  const free = rows.filter((row) => !row.member).length;
  setText(note, `group ${group}, ${rows.length} partitions ${free ? `(${free} held by nobody)` : `held by ${owners} ${owners === 1 ? "worker" : "workers"}`}`);
}
