// Countries on a map and in a list, types, dyads. The map is for the eye; the list holds the same and takes the keyboard.

import { get } from "./api.js";
import { byId, empty, h, keyed, setText } from "./dom.js";
import { number, plural } from "./format.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = 5;
const LISTED = 12;
const QUADS = ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"];
let names = {};
let choose = () => {};

export const countryName = (code) => names[code] ?? code;
export const countryCodes = () => Object.entries(names).sort(([, a], [, b]) => a.localeCompare(b));

export async function startWorld(chosen) {
  choose = chosen;
  const world = await get("/static/vendor/world-atlas/world.json");
  names = world.names;
  const map = document.createElementNS(SVG, "svg");
  map.setAttribute("viewBox", `0 0 ${world.width} ${world.height}`);
  map.setAttribute("role", "img");
  map.setAttribute("aria-label", "World map of events by country");
  for (const shape of world.shapes) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape.path);
    if (shape.code) path.dataset.code = shape.code;
    path.append(document.createElementNS(SVG, "title"));
    map.append(path);
  }
  map.addEventListener("click", (click) => {
    const path = click.target.closest("path.counted");
    if (path) choose("country", path.dataset.code);
  });
  byId("map").replaceChildren(map);
}

// Quantiles would hide that one country has most; equal steps would hide all others: so steps of equal ratio.
function steps(most) {
  const edges = [];
  for (let step = 1; step <= STEPS; step += 1) edges.push(Math.max(step, Math.round(most ** (step / STEPS))));
  return [...new Set(edges.map((edge) => Math.min(edge, Math.max(most, 1))))];
}

function showMap(counts, chosen) {
  const edges = steps(counts[0]?.count ?? 0);
  const shade = new Map(edges.map((_, index) => [index, edges.length === 1 ? STEPS : 1 + Math.round((index * (STEPS - 1)) / (edges.length - 1))]));
  const byCode = new Map(counts.map((row) => [row.value, row.count]));
  const drawn = new Set();
  for (const path of byId("map").querySelectorAll("path[data-code]")) {
    const count = byCode.get(path.dataset.code);
    drawn.add(path.dataset.code);
    const step = count ? shade.get(edges.findIndex((edge) => count <= edge)) : 0;
    const wanted = `${count ? `counted q${step}` : ""}${path.dataset.code === chosen ? " chosen" : ""}`;
    if (path.getAttribute("class") !== wanted) path.setAttribute("class", wanted);
    setText(path.firstElementChild, `${countryName(path.dataset.code)}: ${plural(count ?? 0, "event")}`);
  }
  const top = counts.slice(0, 3).map((row) => `${countryName(row.value)} ${row.count}`).join(", ");
  byId("map").firstElementChild?.setAttribute("aria-label", `World map of events by country${top ? `; most in ${top}` : ""}. The list of countries holds the same.`);
  const missing = counts.filter((row) => !drawn.has(row.value));
  const ranges = edges.map((edge, index) => [shade.get(index), index === 0 ? (edge === 1 ? "1" : `1–${edge}`) : edges[index - 1] + 1 === edge ? String(edge) : `${edges[index - 1] + 1}–${edge}`]);
  const small = missing.map((row) => `${countryName(row.value)} ${number(row.count)}`).join(", ");
  const legend = [
    h("span", {}, h("i", { class: "l0" }), "none"),
    ...(counts.length ? ranges.map(([step, text]) => h("span", {}, h("i", { class: `l${step}` }), text)) : []),
    h("span", {}, "events"),
    ...(small ? [h("span", {}, `too small for this map: ${small}`)] : []),
  ];
  byId("map-legend").replaceChildren(...legend);
}

function bars(list, rows, field, chosen, label) {
  if (!rows.length) {
    keyed(list, [{}], () => "empty", () => h("li", {}, empty("Nothing is counted yet.")));
    return;
  }
  const most = rows[0].count;
  const make = (row) => h("li", {}, h("button", { type: "button", onclick: () => choose(field, row.value) }, h("i"), h("span", {}, label(row.value)), h("b")));
  keyed(list, rows, (row) => row.value, make, (line, row) => {
    const button = line.firstElementChild;
    button.firstElementChild.style.width = `${(100 * row.count) / most}%`;
    setText(button.lastElementChild, number(row.count));
    button.setAttribute("aria-pressed", String(row.value === chosen));
  });
}

export async function showCounts(chosen) {
  const [countries, types, dyads, quads] = await Promise.all([
    get("/api/counts", { by: "country", top: 300 }),
    get("/api/counts", { by: "action", top: 40 }),
    get("/api/counts", { by: "dyad", top: 12 }),
    get("/api/counts", { by: "dyad-quad", top: 1000 }),
  ]);
  showMap(countries, chosen.country);
  bars(byId("countries"), countries.slice(0, LISTED), "country", chosen.country, countryName);
  bars(byId("types"), types, "type", chosen.type, (type) => type);
  showDyads(dyads, quads);
  return { countries, types };
}

function showDyads(dyads, quads) {
  const body = byId("dyads").tBodies[0];
  if (!dyads.length) {
    keyed(body, [{}], () => "empty", () => h("tr", {}, h("td", { colspan: 7 }, empty("No event has both an actor's and a recipient's country yet."))));
    return;
  }
  const by = new Map(quads.map((row) => [row.value, row.count]));
  const side = (code) => h("th", { scope: "row", class: "side", title: countryName(code) }, countryName(code));
  const make = (row) => h("tr", {}, ...row.value.split("-").map(side), h("td", { class: "n" }), ...QUADS.map(() => h("td", { class: "n" })));
  keyed(body, dyads, (row) => row.value, make, (line, row) => {
    setText(line.children[2], number(row.count));
    QUADS.forEach((quad, index) => {
      const count = by.get(`${row.value} ${quad}`) ?? 0;
      const cell = line.children[3 + index];
      setText(cell, count ? number(count) : "–");
      cell.className = count ? "n" : "n zero";
    });
  });
}
