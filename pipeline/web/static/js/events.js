// The latest events: a search over them, each with its sentence, who says so and how surely.

import { get } from "./api.js";
import { byId, empty, h, keyed, setText } from "./dom.js";
import { plural, when } from "./format.js";
import { roles, segments, TAGS } from "./marks.js";
import { countryCodes, countryName } from "./world.js";

const FIRST = 25;
const MOST = 500;
const FIELDS = ["text", "country", "type", "certainty"];
const PIPS = { certain: 3, probable: 2, possible: 1, unknown: 0 };
let limit = FIRST;
let live = true;
let asked = 0;
let changed = () => {};

const form = () => byId("search");
export const chosen = () => Object.fromEntries(FIELDS.map((field) => [field, form().elements[field].value.trim()]));

export function choose(field, value) {
  const input = form().elements[field];
  if (![...input.options].some((option) => option.value === value)) input.append(h("option", { value }, field === "country" ? countryName(value) : value));
  input.value = input.value === value ? "" : value;
  refresh();
}

export function offerCountries() {
  const input = form().elements.country;
  input.append(...countryCodes().map(([code, name]) => h("option", { value: code }, name)));
  restore();
}

export function offerTypes(types) {
  const input = form().elements.type;
  const there = new Set([...input.options].map((option) => option.value));
  input.append(...types.map((row) => row.value).filter((type) => !there.has(type)).sort().map((type) => h("option", { value: type }, type)));
}

// The search is in the address, so that it can be sent to a colleague.
function restore() {
  const wanted = new URLSearchParams(location.search);
  for (const field of FIELDS) {
    const value = (wanted.get(field) ?? "").slice(0, 200);
    const input = form().elements[field];
    if (!value) continue;
    if (input.tagName === "SELECT" && ![...input.options].some((option) => option.value === value)) {
      if (field !== "type") continue;
      input.append(h("option", { value }, value));
    }
    input.value = value;
  }
}

function remember(search) {
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value)).toString();
  history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
}

function refresh() {
  limit = FIRST;
  remember(chosen());
  changed();
  return showEvents();
}

export function startEvents(onChange) {
  changed = onChange;
  let waiting = null;
  form().addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 200);
  });
  form().addEventListener("submit", (submit) => {
    submit.preventDefault();
    refresh();
  });
  form().addEventListener("reset", () => setTimeout(refresh));
  byId("more").addEventListener("click", () => {
    limit = Math.min(MOST, limit * 2);
    showEvents();
  });
  byId("live").addEventListener("click", (click) => {
    live = !live;
    click.currentTarget.setAttribute("aria-pressed", String(live));
    setText(click.currentTarget, live ? "Live" : "Paused");
    if (live) showEvents();
  });
  follow();
}

// New events as they come; the list stays still while it is paused or somebody is in it.
function follow() {
  let due = null;
  new EventSource("/api/stream").addEventListener("message", () => {
    due ??= setTimeout(() => {
      due = null;
      if (live && !byId("event-list").contains(document.activeElement)) showEvents().catch(() => {}); // the next look says so
    }, 1000);
  });
}

export async function showEvents() {
  const turn = (asked += 1);
  const search = chosen();
  const events = await get("/api/events", { ...search, limit });
  if (turn !== asked) return; // a later search was faster
  const list = byId("event-list");
  const searched = Object.values(search).some(Boolean);
  if (events.length) keyed(list, events, (event) => event.event_id, make);
  else keyed(list, [{}], () => (searched ? "no-match" : "empty"), () => h("li", {}, empty(searched ? "No event of the latest fits this search." : "No events yet: publish articles with `dateline publish PATH`, or run `dateline up --demo`.")));
  byId("more").hidden = events.length < limit || limit >= MOST;
  setText(byId("events-note"), searched ? `${plural(events.length, "event")}${events.length >= limit ? " and more" : ""} found` : `the newest ${events.length}`);
}

function make(event) {
  const quad = event.action.quad_class;
  return h(
    "li",
    {},
    h(
      "article",
      { class: "event", "aria-label": `${event.action.type} ${event.action.text}` },
      h(
        "div",
        { class: "event-kind" },
        h("span", { class: `kind ${quad ?? ""}` }, event.action.type, event.action.mode ? h("span", { class: "mode" }, ` ${event.action.mode}`) : null),
        h("span", { class: "quad" }, quad ? quad.replace("-", " ") : "general news"),
        h("span", { class: "sure" }, h("span", { class: "pips", "aria-hidden": "true" }, [0, 1, 2].map((pip) => h("i", { class: pip < PIPS[event.certainty] ? "on" : "" }))), event.certainty === "unknown" ? "certainty unknown" : event.certainty),
        flags(event),
      ),
      h("div", {}, who(event), sentence(event), facts(event), record(event)),
    ),
  );
}

function flags(event) {
  const found = [];
  if (event.polarity === "negative") found.push("did not happen");
  if (event.time_relation !== "past") found.push(event.time_relation);
  return found.length ? h("div", { class: "flags" }, found.map((text) => h("span", {}, text))) : null;
}

function people(mentions) {
  return mentions.flatMap((mention, index) => [
    index ? ", " : null,
    h("b", {}, h("bdi", {}, mention.name)),
    mention.country ? h("span", { class: "code" }, ` ${mention.country}${mention.sector && mention.sector !== "UNK" ? ` ${mention.sector}` : ""}`) : null,
  ]);
}

function who(event) {
  const actors = event.actors.length ? people(event.actors) : [h("span", { class: "did" }, "somebody")];
  return h("p", { class: "who" }, ...actors, h("span", { class: "did" }, " → "), h("bdi", {}, event.action.text), ...(event.recipients.length ? [h("span", { class: "did" }, " → "), ...people(event.recipients)] : []));
}

function sentence(event) {
  const parts = segments(event.sentence, roles(event));
  return h("blockquote", { class: "sentence", dir: "auto" }, parts.map(({ text, role }) => (role ? h("mark", { class: `m-${role}`, "data-tag": TAGS[role] }, text) : text)));
}

function facts(event) {
  const { location: place, date, attribution: said } = event;
  const rows = [
    ["Says so", h("span", {}, ...speaker(event, said))],
    place ? ["Where", h("bdi", {}, (place.name ?? place.text) + (place.country ? `, ${countryName(place.country)}` : ""))] : null,
    date ? ["When", h("bdi", {}, day(date))] : null,
    ["Read in", outlet(event)],
    ["Confidence", event.confidence.toFixed(2)],
  ];
  return h("dl", { class: "facts" }, rows.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function speaker(event, said) {
  if (!said) return [h("bdi", {}, event.source ?? "the outlet"), " itself"];
  const name = said.source ? h("b", {}, h("bdi", {}, said.source.name)) : "somebody unnamed";
  const chain = (said.chain ?? []).flatMap((one) => [", after ", h("bdi", {}, one.name)]);
  return [name, ...(said.medium ? [" (", h("bdi", {}, said.medium), ")"] : []), ...chain];
}

function day(date) {
  if (date.first_day && date.first_day === date.last_day) return date.first_day;
  return date.first_day && date.last_day ? `${date.first_day} to ${date.last_day}` : `${date.timex} (“${date.text}”)`;
}

function outlet(event) {
  const name = h("bdi", {}, event.source ?? "unknown outlet");
  const linked = /^https?:\/\//i.test(event.url ?? "") ? h("a", { href: event.url, rel: "noopener noreferrer", target: "_blank" }, name) : name;
  return h("span", {}, linked, event.published_at ? `, ${when(event.published_at)}` : "");
}

function record(event) {
  const details = h("details", {}, h("summary", {}, "Record"));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(h("pre", { tabindex: "0" }, JSON.stringify(event, null, 2)));
  });
  return details;
}
