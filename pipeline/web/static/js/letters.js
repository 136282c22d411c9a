// Dead letters by reason, the latest ones, and sending one again.

import { get, post } from "./api.js";
import { byId, empty, h, keyed, setText } from "./dom.js";
import { number, plural, when } from "./format.js";

const SHOWN = 50;
const sent = new Set();
let letters = [];
let wanted = null; // a reason, or null for all

export function showReasons({ reasons, total }) {
  const make = (one) => h("li", {}, h("button", { type: "button", class: "reason", "aria-pressed": "false", onclick: () => want(one.reason) }, h("span", {}, one.reason), h("b")));
  keyed(byId("reasons"), reasons, (one) => one.reason, make, (line, one) => setText(line.firstElementChild.lastElementChild, number(one.count)));
  setText(byId("letters-note"), total ? `${plural(total, "record")} that could not be used, kept whole` : "records that could not be used");
}

export async function showLetters() {
  letters = await get("/api/dead-letters");
  draw();
}

function want(reason) {
  wanted = wanted === reason ? null : reason;
  for (const line of byId("reasons").children) line.firstElementChild.setAttribute("aria-pressed", String(line.dataset.key === wanted));
  draw();
}

function draw() {
  const box = byId("letter-list");
  const shown = letters.filter((letter) => wanted === null || letter.reason === wanted);
  if (shown.length) keyed(box, shown.slice(0, SHOWN), (letter) => letter.id, make);
  else if (wanted === null) keyed(box, [{}], () => "empty", () => empty("None: every article could be used."));
  else keyed(box, [{}], () => "no-match", () => empty("None of the latest has this reason."));
}

function make(letter) {
  const button = h("button", { type: "button", class: "quiet", "aria-label": `Replay dead letter ${letter.id}` }, "Replay");
  button.addEventListener("click", () => replay(letter, button));
  if (sent.has(letter.id)) mark(button);
  return h(
    "div",
    { class: "letter" },
    h("p", {}, h("strong", {}, letter.reason), " ", h("bdi", {}, letter.key ?? "without a key")),
    h("p", { class: "note" }, h("bdi", {}, letter.detail), h("br"), `${letter.topic}/${letter.partition} offset ${letter.offset}, ${plural(letter.attempts, "try", "tries")}, ${when(letter.failed_at)}`),
    button,
  );
}

function mark(button) {
  button.disabled = true;
  button.textContent = "Sent again";
}

async function replay(letter, button) {
  const said = byId("replay-said");
  button.disabled = true;
  try {
    await post(`/api/dead-letters/${encodeURIComponent(letter.id)}/replay`);
    sent.add(letter.id);
    mark(button);
    setText(said, `Dead letter ${letter.id} was sent again; if it fails again, it comes back as a new one.`);
  } catch (error) {
    button.disabled = false;
    setText(said, `Dead letter ${letter.id} was not sent: ${error.message}.`);
  }
}
