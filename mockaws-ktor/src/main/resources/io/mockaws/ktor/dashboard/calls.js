import { h, later, replace, trying } from "./dom.js";
import { api } from "./api.js";
import { clockTime, json, summary, time } from "./format.js";
import { journal } from "./journal.js";
import { breakable, empty, facts, filterField, head } from "./parts.js";

/** Rows that are shown at once. */
const ROWS = 200;

/** Their columns, by name and kind. */
const COLUMNS = [["No.", "number"], ["Time", "number when"], ["Call", "call"], ["Input", "wide"], ["Took", "number took"], ["Answer", "answer"]];

/** What is looked for, also when a call is opened meanwhile. */
const wanted = { text: "", onlyErrors: false };

/** What became of a call, in a word and a colour. */
export function badge(call) {
  const isError = call.errorCode !== null || call.status >= 400 || call.status === 0;
  return h("span", { class: `badge ${isError ? "bad" : "good"}` }, breakable(call.errorCode ?? String(call.status)));
}

/** The live journal, and one call of it in full. */
export async function calls(main, app, [chosen]) {
  let limit = ROWS;
  const body = h("tbody", {});
  const more = h("div", { class: "more" });
  const detail = h("div", { class: "detail", "aria-label": "The call" });

  function matches(call) {
    if (wanted.onlyErrors && call.errorCode === null && call.status < 400) return false;
    if (wanted.text === "") return true;
    const text = `${call.service} ${call.operation} ${call.status} ${call.errorCode} ${call.region} ${call.account} ${JSON.stringify(call.input)}`;
    return wanted.text.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word));
  }

  function rowOf(call) {
    const isChosen = String(call.number) === chosen;
    return h(
      "tr",
      { class: isChosen ? "chosen" : "" },
      h("td", { class: "number dim" }, `#${call.number}`),
      h("td", { class: "number dim when" }, clockTime(call.at)),
      h(
        "td",
        { class: "call" },
        h("a", { class: "row", href: `#/calls/${call.number}`, "aria-current": isChosen && "true" }, `${call.service} ${call.operation}`),
        call.attempt > 1 && h("span", { class: "dim" }, ` attempt ${call.attempt}`),
      ),
      h("td", { class: "wide dim" }, summary(call.input)),
      h("td", { class: "number dim took" }, `${call.durationMillis} ms`),
      h("td", { class: "answer" }, badge(call)),
    );
  }

  /** The newest call that was looked at, whether or not it is shown. */
  let newest = 0;
  let generation = 0;

  function showRows() {
    const found = journal.calls.filter(matches);
    newest = journal.calls[0]?.number ?? 0;
    generation = journal.generation;
    replace(body, found.slice(0, limit).map(rowOf));
    showRest(found.length > limit);
  }

  function showRest(isMore) {
    replace(
      more,
      isMore && h("button", { type: "button", onclick: showMore }, `Show ${ROWS} more`),
      body.childElementCount === 0 && empty(journal.calls.length === 0 ? "No calls yet." : "No call is like that."),
    );
  }

  /** Only adds: rows that stand may have the focus, or be clicked at this moment. */
  function showNew() {
    if (generation !== journal.generation) {
      showRows();
      return;
    }
    const number = journal.calls[0]?.number ?? 0;
    const fresh = journal.calls.filter((call) => call.number > newest && matches(call));
    newest = number;
    if (fresh.length === 0) return;
    const isMore = body.childElementCount + fresh.length > limit;
    body.prepend(...fresh.map(rowOf));
    while (body.childElementCount > limit) body.lastElementChild.remove();
    showRest(isMore || more.querySelector("button") !== null);
  }

  function showMore() {
    limit += ROWS;
    showRows();
  }

  async function showDetail() {
    const call = await api.get(`/calls/${encodeURIComponent(chosen)}`);
    const shown = [
      ["Request id", call.requestId],
      ["At", `${time(call.at)} UTC`],
      ["Took", `${call.durationMillis} ms`],
      ["Region", call.region],
      ["Account", call.account],
      ["Principal", call.principal],
      call.decision && ["Policies", call.decision],
      ["Attempt", String(call.attempt)],
      call.calledBy && ["Called by", call.calledBy],
      call.causedBy && ["Caused by", call.causedBy],
      call.answeredBy && ["Answered by", call.answeredBy],
      call.derived && ["Level", "derived from AWS's model"],
      call.notHonoured.length > 0 && ["Not honoured", call.notHonoured.join(", ")],
    ];
    replace(
      detail,
      h(
        "div",
        { class: "tablehead" },
        h("h2", {}, `#${call.number} ${call.service} ${call.operation} `, badge(call)),
        h("a", { class: "button", href: "#/calls", "aria-label": "Close" }, "Close"),
      ),
      call.errorCode !== null && h("p", { class: "problem" }, h("strong", {}, breakable(call.errorCode)), " ", call.errorMessage ?? ""),
      call.hint !== null && h("p", { class: "hint" }, call.hint),
      facts("Call", shown.filter(Boolean)),
      h("section", {}, h("h2", {}, "Request"), json(call.input)),
      call.output !== null && h("section", {}, h("h2", {}, "Response"), json(call.output)),
    );
  }

  const filterChanged = later(100, (text) => {
    wanted.text = text;
    limit = ROWS;
    showRows();
  });
  const errors = h("input", { type: "checkbox", checked: wanted.onlyErrors, onchange: () => { wanted.onlyErrors = errors.checked; showRows(); } });
  replace(
    main,
    head({ title: "Journal", actions: [h("label", { class: "check" }, errors, "Errors only"), filterField("service, operation, error, input", filterChanged, wanted.text)] }),
    h(
      "div",
      { class: `columns${chosen === undefined ? "" : " split"}` },
      h("div", { class: "grow" }, h(
        "table",
        { class: "rows calls" },
        h("thead", {}, h("tr", {}, COLUMNS.map(([name, kind]) => h("th", { scope: "col", class: kind }, name)))),
        body,
      ), more),
      chosen !== undefined && detail,
    ),
  );
  showRows();
  if (chosen !== undefined) {
    body.querySelector(".chosen a")?.focus();
    await trying(showDetail);
  }
  return { refresh: showRows, onCalls: showNew, more: showMore, up: chosen === undefined ? "#/" : "#/calls" };
}
