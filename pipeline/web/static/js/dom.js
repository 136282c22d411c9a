// Elements from plain values. Text goes in as text nodes only: nothing from the news is ever parsed as HTML.

export const byId = (id) => document.getElementById(id);

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "onclick") element.addEventListener("click", value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// Only what changed is replaced, so that focus, scroll and open details stay where they are.
export function keyed(parent, items, keyOf, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = before.get(key);
    before.delete(key);
    if (!child) {
      child = make(item);
      child.dataset.key = key;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    if (update) update(child, item);
  }
  for (const child of before.values()) child.remove();
}

// Put cells in a row again without making new ones where the text is the same.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export const empty = (text) => h("p", { class: "empty", "data-key": "empty" }, text);
