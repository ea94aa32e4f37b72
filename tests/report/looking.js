/* What can be seen of a report, by measuring it: each check returns sentences, none if all is well. */
window.looking = (() => {
  const charts = () => [...document.querySelectorAll("[data-chart][data-drawn]")];
  const shown = (at) => at.width > 0 && at.height > 0;
  const texts = (box) => [...box.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]).filter(([text, at]) => shown(at) && text.textContent.trim());
  const meet = (a, b, x, y) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > x && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;
  const words = (element) => (element.textContent || element.getAttribute("aria-label") || element.tagName).trim().slice(0, 40);

  /* Points of what is drawn, in pixels of the window: along curves and error bars, and the middles of marks. */
  function drawn(box) {
    const points = [];
    for (const path of box.querySelectorAll(".js-line, .xerror, .yerror")) {
      const length = path.getTotalLength();
      const matrix = path.getScreenCTM();
      for (let at = 0; matrix && at <= length; at += Math.max(length / 150, 3)) {
        const { x, y } = path.getPointAtLength(at).matrixTransform(matrix);
        points.push([x, y]);
      }
    }
    for (const mark of box.querySelectorAll(".points path, .bars path")) {
      const at = mark.getBoundingClientRect();
      if (!shown(at)) continue;
      for (const x of [at.left + 1, (at.left + at.right) / 2, at.right - 1]) points.push([x, (at.top + at.bottom) / 2]);
    }
    return points;
  }

  const overlaps = () => charts().flatMap((box) => {
    const all = texts(box);
    return all.flatMap(([one, a], place) => all.slice(place + 1).filter(([, b]) => meet(a, b, 2, 4))
      .map(([other]) => `${box.id}: "${words(one)}" over "${words(other)}"`));
  });

  function clipped() {
    const found = charts().flatMap((box) => {
      const outer = box.getBoundingClientRect();
      return texts(box).filter(([, at]) => at.left < outer.left - 1 || at.right > outer.right + 1 || at.top < outer.top - 1 || at.bottom > outer.bottom + 1)
        .map(([text]) => `${box.id}: "${words(text)}" is cut off`);
    });
    const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wider > 0) found.push(`the page is ${wider} pixels wider than its window`);
    for (const element of document.querySelectorAll("main *, nav *")) {
      if (element.closest(".unseen, .scroll, .chart, svg") || !element.childNodes.length || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      if (["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`"${words(element)}" is cut off`);
      const at = element.getBoundingClientRect();
      if (shown(at) && (at.left < -1 || at.right > innerWidth + 1)) found.push(`"${words(element)}" reaches beyond the window`);
    }
    return found;
  }

  const empty = () => [...document.querySelectorAll("[data-chart]")].filter((box) => {
    const marks = [...box.querySelectorAll(".js-line, .points path, .bars path, .hm image, .heatmaplayer image, .fills path")];
    const frame = box.getBoundingClientRect();
    return !marks.some((mark) => {
      const at = mark.getBoundingClientRect();
      const style = getComputedStyle(mark);
      const seen = mark.tagName === "image" || style.stroke !== "none" || style.fill !== "none";
      return (at.width > 1 || at.height > 1) && seen && +style.opacity > 0 && meet(at, frame, 0, -1);
    });
  }).map((box) => `${box.id} shows nothing`);

  function overData() {
    const found = [];
    for (const figure of document.querySelectorAll("figure")) {
      const box = figure.querySelector("[data-chart]");
      if (!box) continue;
      const plot = box.getBoundingClientRect();
      const keys = [...figure.querySelectorAll(".keys")].some((key) => key.getBoundingClientRect().top < plot.bottom - 1);
      if (figure.querySelector(".legend") || keys) found.push(`${box.id}: the legend lies over the figure`);
    }
    for (const box of charts()) {
      const points = drawn(box);
      for (const text of box.querySelectorAll(".annotation-text, .infolayer .annotation text")) {
        const at = text.getBoundingClientRect();
        const middle = (at.top + at.bottom) / 2; /* letters are less high than their line */
        const height = Math.min(at.height, parseFloat(getComputedStyle(text).fontSize) * 0.7) / 2;
        if (shown(at) && points.some(([x, y]) => x > at.left && x < at.right && y > middle - height && y < middle + height)) {
          found.push(`${box.id}: "${words(text)}" lies over data`);
        }
      }
    }
    return [...new Set(found)];
  }

  /* Contrast by WCAG 2.2, from the colours that the browser uses. */
  const parts = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const luminance = (rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, place) => {
    const part = rgb[place] / 255;
    return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  function contrast(one, other) {
    const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }
  function ground(element) {
    for (let at = element; at; at = at.parentElement) {
      const color = parts(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0.99) return color;
    }
    return [255, 255, 255];
  }
  function faint() {
    const found = new Set();
    const judge = (element, color, least, what) => {
      const rgb = parts(color);
      if (rgb.length < 3 || rgb[3] === 0) return;
      const value = contrast(rgb, ground(element));
      if (value < least - 0.005) found.add(`${what}: contrast ${value.toFixed(2)}, less than ${least}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || element.closest("script, style, .unseen, noscript")) continue;
      if (!element.checkVisibility() || !shown(element.getBoundingClientRect())) continue;
      const style = getComputedStyle(element);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
      judge(element, element instanceof SVGElement ? style.fill : style.color, large ? 3 : 4.5, `"${words(element)}"`);
    }
    for (const box of charts()) {
      for (const line of box.querySelectorAll(".js-line, .xerror, .yerror")) {
        const style = getComputedStyle(line);
        if (parseFloat(style.strokeWidth) > 0) judge(box, style.stroke, 3, `a curve of ${box.id}`);
      }
      for (const mark of box.querySelectorAll(".scatterlayer .points path.point")) {
        const style = getComputedStyle(mark);
        const fill = parts(style.fill);
        const best = contrast(fill, ground(box)) > contrast(parts(style.stroke), ground(box)) ? style.fill : style.stroke;
        judge(box, best, 3, `a mark of ${box.id}`);
      }
    }
    return [...found];
  }

  const small = (least) => [...document.querySelectorAll("button, summary, nav a, input, select, [role=button]")].filter((element) => {
    const at = element.getBoundingClientRect();
    return element.checkVisibility() && shown(at) && (at.height < least - 0.5 || at.width < least / 2);
  }).map((element) => `"${words(element)}" is ${Math.round(element.getBoundingClientRect().height)} pixels high, to be touched`);

  function unnamed() {
    const found = [];
    const refers = (element, name) => (element.getAttribute(name) || "").split(/\s+/).some((id) => id && document.getElementById(id)?.textContent.trim());
    const named = (element) => element.getAttribute("aria-label")?.trim() || refers(element, "aria-labelledby");
    for (const box of document.querySelectorAll("[data-chart], canvas")) {
      if (box.closest("[aria-hidden=true]") || box.parentElement.closest("[role=img]")) continue;
      if (!box.getAttribute("role") || !named(box)) found.push(`${box.id || box.tagName} has no name`);
      if (box.matches("[data-chart]") && !refers(box, "aria-describedby")) found.push(`${box.id} has no description`);
    }
    for (const image of document.querySelectorAll("main img")) if (!image.hasAttribute("alt")) found.push("a picture has no alternative text");
    for (const svg of document.querySelectorAll("body svg")) {
      if (!svg.closest("[data-chart], [aria-hidden=true], [role=img], #js-plotly-tester")) found.push("a drawing is neither named nor hidden");
    }
    for (const element of document.querySelectorAll("button, a, summary")) if (!element.textContent.trim() && !named(element)) found.push(`a ${element.tagName.toLowerCase()} has no name`);
    for (const element of document.querySelectorAll("input, select")) if (!element.labels?.length && !named(element)) found.push(`a ${element.tagName.toLowerCase()} has no label`);
    for (const table of document.querySelectorAll("table")) if (!table.caption?.textContent.trim()) found.push("a table has no caption");
    for (const region of document.querySelectorAll(".scroll")) if (region.tabIndex !== 0 || !named(region)) found.push("a table cannot be scrolled with the keyboard");
    for (const link of document.querySelectorAll("a[href^='#']")) if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) found.push(`"${words(link)}" leads nowhere`);
    let rank = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
      const own = +heading.tagName[1];
      if (own > rank + 1) found.push(`"${words(heading)}" skips a rank of headings`);
      rank = own;
    }
    if (!document.documentElement.lang) found.push("the page names no language");
    return [...new Set(found)];
  }

  return { overlaps, clipped, empty, overData, faint, small, unnamed };
})();
