// The page's own API; every answer is JSON, an error carries a sentence.

import { byId } from "./dom.js";

export class ApiError extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(20_000), ...options });
  } catch {
    throw new ApiError(0, "this page's server does not answer");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body?.error ?? body?.problem ?? `status ${response.status}`);
  return body;
}

export const get = (path, query = {}) => {
  const wanted = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const search = new URLSearchParams(wanted.map(([key, value]) => [key, String(value)])).toString();
  return ask(search ? `${path}?${search}` : path);
};

const TOKEN = "dateline-token";

// A request that writes; where a token is needed the reader is asked for it once a tab.
export async function post(path) {
  for (;;) {
    const token = sessionStorage.getItem(TOKEN);
    try {
      return await ask(path, { method: "POST", headers: token ? { Authorization: `Bearer ${token}` } : {} });
    } catch (error) {
      if (error.status !== 401) throw error;
      sessionStorage.removeItem(TOKEN);
      const given = await askToken();
      if (!given) throw error;
      sessionStorage.setItem(TOKEN, given);
    }
  }
}

function askToken() {
  const dialog = byId("token-dialog");
  byId("token").value = "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "send" ? byId("token").value.trim() : ""), { once: true });
  });
}
