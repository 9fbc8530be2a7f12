// Elements are made here and nowhere else; data comes in as text, never as markup.

/** h("a", { class: "x", href: "#/", onclick: f }, "text", child, null): null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

/** Tells what happened, also to those who do not see it. */
export function say(text, isError = false) {
  const said = document.getElementById("said");
  said.textContent = text;
  said.classList.toggle("error", isError);
  said.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => said.classList.remove("shown"), isError ? 8000 : 2500);
}

/** Runs what a button does, and says what went wrong. */
export async function trying(action) {
  try {
    return await action();
  } catch (failure) {
    say(failure.message, true);
    return undefined;
  }
}

/** Calls f when nobody has called for a while. */
export function later(milliseconds, f) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...args), milliseconds);
  };
}
