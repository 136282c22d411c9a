// Figures as people read them; null is "unknown", never zero.

const whole = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const moment = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

export const UNKNOWN = "unknown";
export const number = (value) => (value === null || value === undefined ? UNKNOWN : whole.format(value));

export function rate(value) {
  if (value === null || value === undefined) return UNKNOWN;
  return value >= 100 ? whole.format(Math.round(value)) : value >= 10 ? value.toFixed(1) : value === 0 ? "0" : value < 0.01 ? "< 0.01" : value.toFixed(2);
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return UNKNOWN;
  if (seconds === 0) return "0 s";
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`.replace(" 60 s", " 59 s");
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const timeOfDay = (seconds) => clock.format(new Date(seconds * 1000));

export function when(text) {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? String(text) : `${moment.format(time)} UTC`;
}

export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
