import { api } from "./api.js";

/** How many calls the page keeps; the server has more. */
const KEPT = 1000;

/** The journal as far as the page has it, newest first, and whoever wants to hear of changes. */
export const journal = {
  calls: [],
  listeners: new Set(),

  async start(onState) {
    const calls = await api.get("/calls?last=300");
    this.calls = calls.reverse();
    const events = api.live(this.calls[0]?.number ?? 0);
    events.addEventListener("open", () => onState(true));
    events.addEventListener("error", () => onState(false));
    events.addEventListener("call", (event) => {
      this.calls.unshift(JSON.parse(event.data));
      this.calls.length = Math.min(this.calls.length, KEPT);
      this.tell();
    });
    events.addEventListener("reset", () => {
      this.calls = [];
      this.tell();
    });
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
