import { h, later, replace, say, trying } from "./dom.js";
import { api } from "./api.js";
import { bytes, documentOf, number, time } from "./format.js";
import { button, confirmed, empty, facts, filterField, head, reset, told } from "./parts.js";

/** Rows that are asked for at once, and the most that a page is brought up to date with. */
const ROWS = 100;
const MAX_ROWS = 1000;

/** The characters of a text that are looked at before it is downloaded. */
const PREVIEW = 64 * 1024;

const PICTURES = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon)\b/;

export const stateHref = (service, path) => `#/state/${[service, ...path].map(encodeURIComponent).join("/")}`;

/** One thing in a service and what is in it. It shows whatever the service tells, and knows none by name. */
export async function state(main, app, [service, ...path]) {
  const title = app.services.find(({ name }) => name === service)?.title ?? service;
  let filter = "";
  let view = await api.state(service, path, { limit: ROWS });
  const body = h("tbody", {});
  const more = h("div", { class: "more" });
  const count = h("span", { class: "dim" });
  const sections = h("div", { class: "sections" });

  function cellOf(value, column) {
    const kind = column.kind.toLowerCase();
    if (value === null) return h("td", { class: kind });
    const text = kind === "bytes" ? bytes(value) : kind === "time" ? time(value) : kind === "number" ? number(value) : String(value);
    return h("td", { class: kind }, text);
  }

  function rowOf({ path: target, cells }) {
    const [first, ...others] = cells;
    const link = h("a", { class: "row", href: stateHref(service, target) }, first === null ? "(empty)" : String(first));
    return h("tr", {}, h("td", {}, link), others.map((cell, i) => cellOf(cell, view.table.columns[i + 1])));
  }

  function showRows() {
    const focused = document.activeElement?.closest?.("tbody a")?.getAttribute("href");
    const { rows, next, total, title: noun } = view.table;
    replace(body, rows.map(rowOf));
    replace(more, next !== null && button(`Show ${ROWS} more`, () => trying(loadMore)), rows.length === 0 &&
      empty(filter ? `Nothing is found for "${filter}".` : `No ${noun.toLowerCase()} here.`));
    count.textContent = total === null ? "" : number(total);
    if (focused) [...body.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus({ preventScroll: true });
  }

  function showSections() {
    replace(sections, view.sections.map(({ title: name, facts: all }) => facts(name, Object.entries(all).map(([fact, value]) => [fact, String(value)]))));
  }

  async function loadMore() {
    const { table } = await api.state(service, path, { limit: ROWS, after: view.table.next, filter });
    view.table.rows.push(...table.rows);
    view.table.next = table.next;
    showRows();
  }

  let asked = 0;
  async function refresh() {
    const turn = ++asked;
    const rows = view.table?.rows.length ?? 0;
    const fresh = await api.state(service, path, { limit: Math.min(Math.max(rows, ROWS), MAX_ROWS), filter });
    if (turn !== asked) return;
    view = fresh;
    showSections();
    if (view.table) showRows();
  }

  /** Does what the service says can be done here, and shows what came of it. */
  async function act(action) {
    const values = action.fields.length > 0 ? await told(action) : {};
    if (values === null) return;
    if (action.loses && !(await confirmed(`${action.title}: ${view.title}? This cannot be undone.`, action.title))) return;
    await trying(async () => {
      const next = await api.act(service, path, { action: action.name, values });
      say(`Done: ${action.title}`);
      if (stateHref(service, next.path) === stateHref(service, path)) window.dispatchEvent(new Event("hashchange"));
      else location.hash = stateHref(service, next.path);
    });
  }

  const filterChanged = later(150, (text) => {
    filter = text;
    view.table.rows = [];
    trying(refresh);
  });

  const trail = path.length === 0 ? [] : [{ title, href: stateHref(service, []) }];
  trail.push(...view.trail.map((link) => ({ title: link.title, href: stateHref(service, link.path) })));
  const isService = path.length === 0;
  replace(
    main,
    head({
      trail,
      title: view.title,
      kind: isService ? null : view.kind,
      actions: [
        view.content && h("a", { class: "button", href: api.contentUrl(service, path, { download: true }) }, "Download"),
        view.actions.map((action) => button(action.title, () => act(action), action.loses ? "danger" : "")),
        isService && button(`Reset ${title}`, () => reset(service, title), "danger"),
      ],
    }),
    h(
      "div",
      { class: "columns" },
      h(
        "div",
        { class: "grow" },
        view.text !== null && h("section", {}, h("h2", {}, "Content"), documentOf(view.text)),
        view.content && (await preview(service, path, view.content)),
        view.table && h(
          "section",
          {},
          h("div", { class: "tablehead" }, h("h2", {}, view.table.title, " ", count), filterField(view.table.filter, filterChanged)),
          h(
            "table",
            { class: "rows" },
            h("thead", {}, h("tr", {}, view.table.columns.map(({ name, kind }) => h("th", { scope: "col", class: kind.toLowerCase() }, name)))),
            body,
          ),
          more,
        ),
      ),
      sections,
    ),
  );
  showSections();
  if (view.table) showRows();
  return { refresh, onServices: later(300, () => refresh().catch(() => {})), more: () => view.table?.next && trying(loadMore), act: () => view.actions.length > 0 && act(view.actions[0]) };
}

async function preview(service, path, { contentType, length }) {
  const shown = PICTURES.test(contentType)
    ? h("img", { class: "picture", src: api.contentUrl(service, path), alt: `The picture ${path.at(-1)}` })
    : await text(service, path, length);
  return h("section", {}, h("h2", {}, "Preview"), shown);
}

async function text(service, path, length) {
  if (length === 0) return empty("It is empty.");
  const response = await fetch(api.contentUrl(service, path, { bytes: PREVIEW }));
  const content = new Uint8Array(await response.arrayBuffer());
  if (content.includes(0)) return empty(`${bytes(length)} that are no text. Download it to look inside.`);
  const note = length > PREVIEW ? empty(`The first ${bytes(PREVIEW)} of ${bytes(length)}.`) : null;
  return [documentOf(new TextDecoder().decode(content)), note];
}
