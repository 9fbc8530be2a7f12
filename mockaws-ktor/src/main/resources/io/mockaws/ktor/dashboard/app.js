import { h, replace, say, trying } from "./dom.js";
import { api } from "./api.js";
import { number } from "./format.js";
import { journal } from "./journal.js";
import { listen, moveRow, showHelp } from "./keys.js";
import { head, reset } from "./parts.js";
import { overview } from "./overview.js";
import { state, stateHref } from "./state.js";
import { calls } from "./calls.js";
import { faults } from "./faults.js";
import { clock } from "./clock.js";

const pages = { "": overview, state, calls, faults, clock };
const main = document.getElementById("content");

/** What pages share: the services with how much is in each. */
const app = { services: [] };

/** The page that is shown: what it can do, and how to leave it. */
let page = {};
let turn = 0;

const route = () => location.hash.replace(/^#\/?/, "").split("/").filter((part) => part !== "").map(decodeURIComponent);

async function show() {
  const mine = ++turn;
  page.dispose?.();
  page = {};
  const [name = "", ...rest] = route();
  showNav();
  // On a narrow screen they are in one line.
  nav.scrollLeft = (nav.querySelector("[aria-current]")?.offsetLeft ?? 0) - nav.offsetLeft - 40;
  try {
    const make = pages[name];
    if (!make) throw new Error(`There is no page "${name}"`);
    const made = await make(main, app, rest);
    if (mine !== turn) made.dispose?.();
    else page = made;
  } catch (failure) {
    if (mine === turn) replace(main, head({ title: "Not found" }), h("p", { class: "problem" }, failure.message));
  }
  document.title = [main.querySelector("h1")?.textContent, "mockaws"].filter(Boolean).join(" · ");
  if (mine !== turn || main.contains(document.activeElement)) return;
  main.scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

const nav = document.getElementById("nav");

/** The elements stay, whatever they show: one of them may have the focus. */
function makeNav() {
  const item = (href, title, name) => h("a", { href, "data-page": name }, h("span", {}, title), h("span", { class: "count" }));
  replace(
    nav,
    item("#/", "Overview", ""),
    h("h2", {}, "Services"),
    app.services.map(({ name, title }) => item(stateHref(name, []), title, `state/${name}`)),
    h("h2", {}, "Mock"),
    item("#/calls", "Journal", "calls"),
    item("#/faults", "Faults and stubs", "faults"),
    item("#/clock", "Clock", "clock"),
  );
}

function showNav() {
  const [name = "", service] = route();
  const counts = new Map(app.services.map((each) => [`state/${each.name}`, Object.values(each.counts)[0]]));
  counts.set("calls", journal.calls[0]?.number ?? 0);
  for (const link of nav.querySelectorAll("a")) {
    const isHere = link.dataset.page === (name === "state" ? `${name}/${service}` : name);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    const count = counts.get(link.dataset.page);
    link.querySelector(".count").textContent = count === undefined ? "" : number(count);
  }
}

async function loadServices() {
  app.services = await api.get("/state");
  if (nav.childElementCount === 0) makeNav();
  showNav();
  page.onServices?.();
}

/** Calls change what is in the services; not more than twice a second is that looked at. */
let isLate = false;
function servicesLater() {
  if (isLate) return;
  isLate = true;
  setTimeout(() => {
    isLate = false;
    loadServices().catch(() => {});
  }, 500);
}

async function refresh() {
  await trying(async () => {
    await loadServices();
    await page.refresh?.();
  });
}

/** To what the page is in, or where it is from. */
function up() {
  const last = [...document.querySelectorAll(".trail a")].at(-1);
  location.hash = page.up ?? last?.getAttribute("href") ?? "#/";
}

const go = (title, href) => ({ title, run: () => { location.hash = href; } });
const row = (step) => (event) => {
  event.preventDefault();
  moveRow(step, () => page.more?.());
};
const commands = {
  "/": { title: "Filter", run: () => document.querySelector("[data-filter]")?.focus() },
  j: { title: "Next row", shown: "j ↓", run: row(1) },
  k: { title: "Row before", shown: "k ↑", run: row(-1) },
  ArrowDown: { run: row(1) },
  ArrowUp: { run: row(-1) },
  Enter: { title: "Open the row", run: () => document.activeElement?.click?.() },
  Escape: { title: "Back up", shown: "Esc", run: up },
  n: { title: "Make, put or send something here", run: () => page.act?.() },
  m: { title: "More rows", run: () => page.more?.() },
  r: { title: "Look again", run: refresh },
  R: { title: "Reset: the service that is shown, or all", run: resetHere },
  "g o": go("Overview", "#/"),
  "g j": go("Journal", "#/calls"),
  "g f": go("Faults and stubs", "#/faults"),
  "g c": go("Clock", "#/clock"),
  "g 1": { title: "First service; 2 to 9 the others", shown: "g 1", run: service(0) },
  t: { title: "Light, dark, or as the system", run: nextTheme },
  "?": { title: "These keys", run: () => showHelp(commands) },
};
for (let n = 2; n <= 9; n++) commands[`g ${n}`] = { run: service(n - 1) };

function service(index) {
  return () => {
    const found = app.services[index];
    if (found) location.hash = stateHref(found.name, []);
  };
}

function resetHere() {
  const [name, service] = route();
  const found = name === "state" ? app.services.find((each) => each.name === service) : undefined;
  reset(found?.name, found?.title);
}

function nextTheme() {
  say(`Theme: ${theme.next()}`);
}

function showLive(isLive) {
  const live = document.getElementById("live");
  live.textContent = isLive ? "live" : "no connection";
  live.classList.toggle("on", isLive);
}

document.getElementById("theme").addEventListener("click", nextTheme);
document.getElementById("keys").addEventListener("click", () => showHelp(commands));
document.getElementById("skip").addEventListener("click", () => main.focus());
window.addEventListener("hashchange", show);
window.addEventListener("refresh", refresh);
journal.watch(() => {
  showNav();
  page.onCalls?.();
  servicesLater();
});
listen(commands);

// What is painted first has its numbers.
await trying(async () => {
  await journal.load();
  await loadServices();
});
await show();
await trying(() => journal.start(showLive));
document.documentElement.dataset.ready = "true";
