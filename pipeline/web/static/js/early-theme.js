// Before the first paint: the reader's choice, else the system's.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("dateline-theme"); } catch { /* storage may be forbidden: the system's then */ }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = chosen === "dark" || chosen === "light" ? chosen : dark.matches ? "dark" : "light";
})();
