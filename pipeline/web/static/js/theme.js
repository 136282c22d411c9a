// The toggle between light and dark; whoever draws on a canvas listens.

const root = document.documentElement;
const listeners = [];

export const onTheme = (listener) => listeners.push(listener);
export const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

function set(theme) {
  root.dataset.theme = theme;
  label();
  for (const listener of listeners) listener();
}

function label() {
  const dark = root.dataset.theme === "dark";
  const button = document.getElementById("theme");
  button.textContent = dark ? "Light" : "Dark";
  button.setAttribute("aria-label", dark ? "Use light colours" : "Use dark colours");
}

export function startTheme() {
  label();
  document.getElementById("theme").addEventListener("click", () => {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("dateline-theme", theme); } catch { /* not kept then */ }
    set(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (change) => {
    let chosen = null;
    try { chosen = localStorage.getItem("dateline-theme"); } catch { /* none */ }
    if (!chosen) set(change.matches ? "dark" : "light");
  });
}
