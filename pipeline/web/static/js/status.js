// The words for Burrow's statuses, the head's figures and the banner.

import { byId, h, keyed, setText } from "./dom.js";
import { duration, number, plural, rate, timeOfDay, UNKNOWN } from "./format.js";

export const MEANING = {
  OK: "keeping up",
  WARN: "falling behind",
  STOP: "articles wait, nobody commits",
  STALL: "commits without progress",
  REWIND: "an offset went back",
  unknown: "too few commits to tell",
};

export const chip = (status) => h("span", { class: `chip chip-${status}`, title: MEANING[status] ?? "" }, status);

// A tab in the background tells by its title; nothing to do is no news.
function showTitle(status, waiting) {
  const shown = status === "OK" ? "Dateline" : `${status}${waiting ? `, ${number(waiting)} waiting` : ""} · Dateline`;
  if (document.title !== shown) document.title = shown;
}

export function showStatus(summary) {
  const status = summary?.group?.status ?? "unknown";
  showTitle(status, summary?.lag?.messages);
  const line = byId("overall");
  const meaning = summary === null ? "not known" : summary.group ? MEANING[status] : summary.problem ? "the broker is away" : "no group yet";
  if (line.dataset.shown === status + meaning) return; // a live region speaks when it changes, and only then
  line.dataset.shown = status + meaning;
  line.replaceChildren(chip(status), h("span", {}, meaning));
}

export function showBanner(sentence) {
  const banner = byId("banner");
  if (banner.dataset.sentence === (sentence ?? "")) return;
  banner.dataset.sentence = sentence ?? "";
  banner.hidden = !sentence;
  banner.replaceChildren(...(sentence ? [h("strong", {}, "Figures stand still: "), sentence] : []));
}

function figures(summary) {
  const { lag, group, canary, workers, dead_letters: letters } = summary;
  const lost = !canary ? "no canary is sent" : canary.lost ? `${number(canary.lost)} of ${number(canary.sent)} lost` : canary.sent ? `none of ${number(canary.sent)} lost` : "none sent yet";
  const words = workers.reduce((sum, worker) => sum + (worker.words_per_second ?? 0), 0);
  const rebalances = workers.reduce((sum, worker) => sum + (worker.rebalances ?? 0), 0);
  const top = letters.reasons[0];
  return [
    { name: "Articles waiting", value: number(lag?.messages ?? null), under: lag ? "over all partitions" : "" },
    { name: "Oldest waiting", value: duration(lag?.seconds ?? null), under: "since it came in" },
    { name: "Coming in", value: rate(lag?.produced_per_second ?? null), unit: "/s", under: "last minute" },
    { name: "Worked off", value: rate(lag?.consumed_per_second ?? null), unit: "/s", under: workers.length ? `${rate(words)} words/s` : "committed" },
    {
      name: "Caught up in",
      value: lag?.messages === 0 ? "now" : lag && lag.catch_up_seconds === null && lag.messages ? (group?.status === "OK" ? "keeps pace" : "not at this rate") : duration(lag?.catch_up_seconds ?? null),
      under: "at today's rates",
      soft: lag?.messages > 0 && lag.catch_up_seconds === null,
    },
    {
      name: "Workers",
      value: number(group?.members ?? null),
      under: group ? (group.empty_members ? `${group.empty_members} without work` : workers.length ? plural(rebalances, "rebalance") : group.state.toLowerCase()) : "",
      alarm: group?.members === 0,
    },
    { name: "Canary's round trip", value: duration(canary?.round_trip_seconds ?? null), under: lost, alarm: canary?.lost > 0 && canary.round_trip_seconds === null },
    { name: "Dead letters", value: number(letters.total), under: top ? `mostly ${top.reason}` : "none" },
  ];
}

export function showFigures(summary) {
  keyed(byId("figures"), figures(summary), (one) => one.name, (one) => h("div", {}, h("dt", { title: one.name }, one.name), h("dd"), h("dd", { class: "under" })), (cell, one) => {
    cell.className = one.alarm ? "alarm" : "";
    const [, value, under] = cell.children;
    value.className = one.value === UNKNOWN || one.soft ? "unknown" : "";
    const shown = one.value + (one.unit && one.value !== UNKNOWN ? one.unit : "");
    if (value.textContent !== shown) value.replaceChildren(one.value, ...(one.unit && one.value !== UNKNOWN ? [h("small", {}, one.unit)] : []));
    setText(under, one.under ?? "");
  });
  setText(byId("broker"), `Kafka at ${summary.bootstrap}${summary.at ? `, looked at ${timeOfDay(summary.at)}` : ""}`);
}
