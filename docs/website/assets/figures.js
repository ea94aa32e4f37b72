// Draws the figures of a notebook, in the colours of the page, and again when those change.
(() => {
  const dark = JSON.parse(document.getElementById("dark-colours").textContent);
  const boxes = [...document.querySelectorAll(".figure")].map((box) => ({
    target: box.appendChild(document.createElement("div")),
    text: box.querySelector("script").textContent,
  }));
  const isDark = () => document.body.dataset.mdColorScheme === "slate";
  const figure = (text) => JSON.parse(text, (_, value) => (isDark() && typeof value === "string" && dark[value]) || value);
  const draw = () => {
    for (const { target, text } of boxes) {
      const { data, layout } = figure(text);
      Plotly.react(target, data, { autosize: true, ...layout }, { responsive: true, displayModeBar: false, displaylogo: false });
    }
  };
  draw();
  new MutationObserver(draw).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
})();
