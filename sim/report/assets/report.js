"use strict";
/* Draws the figures of a report. They and plotly.js stand in the page as gzip in base64; plotly.js
   runs only because the page's policy names its hash. */
(() => {
  const PRINT_WIDTH = 820; /* the style sheet brings it down to what A4 and Letter hold */
  const CONFIG = { displayModeBar: false, displaylogo: false, responsive: true, showTips: false, doubleClick: false };
  const boxes = [...document.querySelectorAll("[data-chart]")];
  const atNight = matchMedia("screen and (prefers-color-scheme: dark)");
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
    const colours = atNight.matches && !printing ? page.dark : {};
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

  async function start() {
    page = await unpacked("packed-figures").json();
    for (const box of boxes) box.style.minHeight = `${page.figures[box.dataset.chart].layout.height}px`;
    run(await unpacked("packed-plotly").text());
    Plotly.register?.({
      moduleType: "locale", name: "zh-CN", dictionary: {},
      format: { decimal: ".", thousands: ",", grouping: [3], currency: ["¥", ""] },
    });
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        if (!target.dataset.drawn) draw(target);
      }
    }, { rootMargin: "300px" });
    boxes.forEach((box) => watcher.observe(box));
    atNight.addEventListener("change", redraw);
    onPaper.addEventListener("change", (event) => print(event.matches));
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    if (onPaper.matches) print(true);
  }

  start().catch(refuse);
})();
