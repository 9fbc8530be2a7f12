import { api } from "./api.js";

/** How many calls the page keeps; the server has more. */
const KEPT = 1000;

/** The journal as far as the page has it, newest first, and whoever wants to hear of changes. */
export const journal = {
  calls: [],
  listeners: new Set(),
  events: null,

  /** Whether the calls were looked at a moment ago, and events go on from there. */
  isLoaded: false,

  /** Counts up when the calls are not those of before with more in front. */
  generation: 0,

  /** A page that is not seen holds no connection: browsers have six for a server, and other tabs need some. */
  start(onState) {
    const turn = () => (document.hidden ? this.disconnect() : this.connect(onState));
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("pagehide", () => this.disconnect());
    window.addEventListener("pageshow", (event) => event.persisted && turn());
    return turn();
  },

  async connect(onState) {
    this.disconnect();
    if (this.isLoaded) this.isLoaded = false;
    else await this.load();
    const events = api.live(this.calls[0]?.number ?? 0);
    this.events = events;
    let wasLost = false;
    events.addEventListener("open", () => {
      onState(true);
      // Whether the calls are still the same ones nobody can tell by their numbers.
      if (wasLost) this.load().catch(() => onState(false));
      wasLost = false;
    });
    events.addEventListener("error", () => {
      onState(false);
      wasLost = true;
    });
    events.addEventListener("call", (event) => this.add(JSON.parse(event.data)));
    events.addEventListener("reset", () => {
      this.calls = [];
      this.generation++;
      this.tell();
    });
  },

  disconnect() {
    this.events?.close();
    this.events = null;
  },

  async load() {
    this.calls = (await api.get("/calls?last=300")).reverse();
    this.isLoaded = this.events === null;
    this.generation++;
    this.tell();
  },

  add(call) {
    if (call.number <= (this.calls[0]?.number ?? 0)) return;
    this.calls.unshift(call);
    this.calls.length = Math.min(this.calls.length, KEPT);
    this.tell();
  },

  /** Hundreds of calls may come at once; one look at all of them will do. */
  tell() {
    if (this.told) return;
    this.told = true;
    requestAnimationFrame(() => {
      this.told = false;
      this.listeners.forEach((listener) => listener());
    });
  },

  watch(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  },
};
