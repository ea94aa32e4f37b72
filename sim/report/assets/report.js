"use strict";
/* Draws the figures of a report. They and plotly.js stand in the page as gzip in base64; plotly.js
   runs only because the page's policy names its hash. */
(() => {
  const PRINT_WIDTH = 820; /* the style sheet brings it down to what A4 and Letter hold */
  const CONFIG = { displayModeBar: false, displaylogo: false, responsive: true, showTips: false, doubleClick: false };
  const boxes = [...document.querySelectorAll("[data-chart]")];
  const root = document.documentElement;
  const system = matchMedia("screen and (prefers-color-scheme: dark)");
  const isNight = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const onPaper = matchMedia("print");
  let page = null;
  let printing = false;

  /* plotly.js sets style attributes, which the policy refuses as it does those of injected markup;
     the same through the object model is allowed. */
  function allowStyles() {
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      if (name === "style") this.style.cssText = value;
      else setAttribute.call(this, name, value);
    };
  }

  function run(source) {
    const script = document.createElement("script");
    script.textContent = source;
    allowStyles();
    /* Its rules for maps come as text, which the policy refuses too; no map is drawn here. */
    document.createElement = (...what) => {
      const element = Document.prototype.createElement.apply(document, what);
      if (what[0] === "style") Object.defineProperty(element, "textContent", { set() {} });
      return element;
    };
    document.head.append(script);
    delete document.createElement;
    script.remove();
    if (!window.Plotly) throw new Error("plotly.js did not run");
  }

  /* A copy in which every colour of the light page is that of the dark page. */
  function recoloured(value, colours) {
    if (typeof value === "string") return colours[value] ?? value;
    if (Array.isArray(value)) return typeof value[0] === "number" && typeof value[1] !== "string" ? value : value.map((each) => recoloured(each, colours));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, recoloured(each, colours)]));
  }

  function draw(box) {
    const colours = isNight() && !printing ? page.dark : {};
    const { data, layout } = recoloured(page.figures[box.dataset.chart], colours);
    const size = printing ? { width: PRINT_WIDTH } : { autosize: true };
    Plotly.react(box, data, { ...layout, ...size }, { ...CONFIG, locale: page.words.locale });
    box.dataset.drawn = printing ? "paper" : "screen";
  }

  function drawAll() {
    if (page) boxes.forEach(draw);
  }

  function redraw() {
    if (page) boxes.filter((box) => box.dataset.drawn).forEach(draw);
  }

  /* Whatever draws by itself listens for "themechange" and reads the variables of the style sheet anew. */
  function darken() {
    redraw();
    document.dispatchEvent(new Event("themechange"));
  }

  /* Light, dark, or as the system is; kept for as long as the page is open. */
  function offerThemes() {
    const group = document.querySelector(".theme");
    const buttons = [...group.querySelectorAll("button")];
    group.hidden = false;
    for (const button of buttons) {
      button.addEventListener("click", () => {
        if (button.dataset.theme) root.dataset.theme = button.dataset.theme;
        else delete root.dataset.theme;
        for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
        darken();
      });
    }
  }

  /* The contents stand open where there is room beside the page; elsewhere they close behind a choice. */
  function followContents() {
    const list = document.querySelector(".contents details");
    const links = new Map([...list.querySelectorAll("a")].map((link) => [document.getElementById(link.hash.slice(1)), link]));
    const wide = matchMedia("(min-width: 78.01rem)");
    const fit = () => { list.open = wide.matches; };
    fit();
    wide.addEventListener("change", fit);
    list.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) list.open = false;
    });
    const headings = [...links.keys()].filter(Boolean);
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
      for (const [heading, link] of links) {
        if (heading === passed.at(-1)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    mark();
  }

  function print(starts) {
    if (!page || starts === printing) return;
    printing = starts;
    for (const box of boxes) box.style.minHeight = printing ? "" : `${page.figures[box.dataset.chart].layout.height}px`;
    drawAll();
  }

  function refuse(error) {
    console.error(error);
    for (const box of boxes) {
      box.textContent = page?.words.old ?? "–";
      box.classList.add("warning");
    }
  }

  /* How plotly.js writes numbers, months and weekdays: as the browser knows them in the page's language. */
  function localFormat(locale) {
    const named = (count, options, day) => Array.from({ length: count }, (_, n) =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(day(n)));
    const month = (n) => Date.UTC(2024, n, 1);
    const weekday = (n) => Date.UTC(2024, 8, 1 + n); /* a Sunday */
    return {
      decimal: ".", thousands: ",", grouping: [3], currency: ["¥", ""],
      months: named(12, { month: "long" }, month), shortMonths: named(12, { month: "short" }, month),
      days: named(7, { weekday: "long" }, weekday), shortDays: named(7, { weekday: "short" }, weekday),
    };
  }

  async function start() {
    page = await unpacked("packed-figures").json();
    for (const box of boxes) box.style.minHeight = `${page.figures[box.dataset.chart].layout.height}px`;
    run(await unpacked("packed-plotly").text());
    const { locale } = page.words;
    /* English is what plotly.js speaks; registered again, it would lack what is not said here. */
    if (locale !== "en") Plotly.register?.({ moduleType: "locale", name: locale, dictionary: {}, format: localFormat(locale) });
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        if (!target.dataset.drawn) draw(target);
      }
    }, { rootMargin: "300px" });
    boxes.forEach((box) => watcher.observe(box));
    system.addEventListener("change", darken);
    onPaper.addEventListener("change", (event) => print(event.matches));
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    if (onPaper.matches) print(true);
  }

  offerThemes();
  followContents();
  start().catch(refuse);
})();
