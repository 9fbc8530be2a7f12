// Not a module: it runs before anything is painted.
const theme = {
  names: ["auto", "light", "dark"],
  get name() {
    const kept = localStorage.getItem("mockaws-theme");
    return this.names.includes(kept) ? kept : "auto";
  },
  apply() {
    if (this.name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.name;
  },
  next() {
    const next = this.names[(this.names.indexOf(this.name) + 1) % this.names.length];
    localStorage.setItem("mockaws-theme", next);
    this.apply();
    return next;
  },
};
theme.apply();
