"use strict";
/* Plays the film of one world: two scenarios side by side on one clock, and the stories of members. */
(() => {
  const root = document.getElementById("network-player");
  const find = (selector, inside = root) => inside.querySelector(selector);
  const every = (selector, inside = root) => [...inside.querySelectorAll(selector)];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const onPaper = matchMedia("print");
  const slider = find("input[type=range]"), play = find(".net-play"), speed = find(".net-speed");
  const story = find(".net-story"), number = find(".net-number");
  let film = null, stages = [], colours = {}, words = {};
  let time = 0, before = 0, playing = false, visible = false, started = false, stale = true, shownDay = -1;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const written = (value, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: 0 });
  const today = () => Math.min(film.days - 1, Math.floor(time));

  function readColours() {
    const css = getComputedStyle(root);
    colours = { ink: css.color, link: getComputedStyle(find("[data-state=link]")).color, mark: css.getPropertyValue("--link").trim() };
    for (const key of every("[data-state]")) colours[STATE[key.dataset.state]] = getComputedStyle(key).color;
    stale = true;
  }

  /* -- the clock */
  function frame(now) {
    requestAnimationFrame(frame);
    if (playing && visible) {
      time = Math.min(film.days - 1, time + (Math.min(now - before, 250) / 1000) * Number(speed.value));
      stale = true;
      if (time >= film.days - 1) setPlaying(false);
    }
    before = now;
    if (visible && stale) show();
  }

  function show() {
    stale = false;
    for (const stage of stages) {
      stage.resize();
      stage.draw(time, colours);
    }
    if (today() === shownDay) return;
    shownDay = today();
    root.dataset.day = shownDay;
    slider.value = shownDay;
    const label = fill(words.day_of, { day: shownDay + 1, days: film.days });
    slider.setAttribute("aria-valuetext", label);
    find(".net-day").textContent = label;
    stages.forEach(count);
    for (const entry of every("[data-at]")) entry.classList.toggle("net-later", Number(entry.dataset.at) > shownDay);
  }

  function count(stage) {
    const { counts } = stage.arm;
    for (const cell of every("[data-count]", stage.box)) cell.textContent = counts[cell.dataset.count] ? written(counts[cell.dataset.count][shownDay]) : "–";
  }

  function setPlaying(on) {
    if (on && time >= film.days - 1) time = 0;
    playing = on;
    started ||= on;
    root.dataset.playing = on;
    play.textContent = on ? words.pause : words.play;
    stale = true;
  }

  function seek(day) {
    time = Math.max(0, Math.min(film.days - 1, day));
    started = true;
    stale = true;
  }

  /* -- members */
  function select(person) {
    for (const stage of stages) stage.selected = person;
    number.value = person < 0 ? "" : person + 1;
    root.dataset.selected = person;
    tell(person);
    stale = true;
  }

  function tell(person) {
    find(".net-hint").hidden = person >= 0;
    story.hidden = person < 0;
    if (person < 0) return;
    find(".net-who").textContent = fill(words.member, { n: person + 1 });
    stages.forEach((stage, side) => {
      const told = every(".net-told")[side];
      find(".net-told-name", told).replaceChildren(stage.box.querySelector(".badge").cloneNode(true), ` ${stage.arm.title}`);
      find("ol", told).replaceChildren(...storyOf(film, stage.arm, person).map(entry));
    });
    shownDay = -1; /* so that what is still to come is marked */
  }

  function entry([day, key, values]) {
    const line = document.createElement("li");
    const shown = { ...values, who: fill(words.member, { n: (values.who ?? 0) + 1 }), money: written(values.money ?? 0, 2) };
    if (day !== null) {
      line.dataset.at = day;
      line.append(button(fill(words.day, { day: day + 1 }), () => seek(day)), " ");
    }
    line.append(fill(words[key] ?? key, shown));
    if (values.who !== undefined) line.append(" ", button(words.their_story, () => select(values.who)));
    return line;
  }

  function button(text, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  }

  function step(by) {
    const day = today();
    const there = [...Array(film.people).keys()].filter((person) => stages.some(({ arm }) => arm.seen[person * film.days + day] & SEEN.PRESENT));
    if (!there.length) return;
    const at = stages[0].selected;
    const next = by > 0 ? there.find((person) => person > at) : there.findLast((person) => person < at);
    select(next ?? (by > 0 ? there[0] : there[there.length - 1]));
  }

  /* -- people worth a look: each choice goes on to the next of them */
  let looked = {};

  function offerFinders() {
    looked = {};
    const [one, two] = stages.map(({ arm }) => arm);
    const worths = worthOf(film);
    const letters = { a: one.letter, b: two.letter };
    for (const choice of every("[data-find]")) {
      const worth = [...Array(film.people).keys()].map((p) => [Number(worths[choice.dataset.find](p, one, two)), p]);
      const all = worth.filter(([value]) => value > 0).sort((a, b) => b[0] - a[0]).map(([, p]) => p);
      const people = choice.dataset.most ? all.slice(0, Number(choice.dataset.most)) : all;
      looked[choice.dataset.find] = { people, next: 0 };
      choice.hidden = !people.length || one === two;
      choice.textContent = fill(words[`find_${choice.dataset.find}`], { ...letters, n: people.length });
    }
  }

  function look(name) {
    const list = looked[name];
    select(list.people[list.next]);
    list.next = (list.next + 1) % list.people.length;
    if (matchMedia("(max-width: 40rem)").matches) story.scrollIntoView({ block: "nearest" });
  }

  /* -- what happened when */
  function markMoments() {
    const track = find(".net-ticks"), list = find(".net-moments");
    const ticks = [], choices = [];
    for (const stage of stages.filter(({ arm }, side) => side === 0 || arm !== stages[0].arm)) {
      for (const [day, text] of stage.arm.moments) {
        const tick = stage.box.querySelector(".badge").cloneNode(true);
        tick.style.left = `${(100 * day) / Math.max(1, film.days - 1)}%`;
        const said = fill(words.moment, { day: day + 1, text });
        tick.title = said;
        tick.dataset.side = stages.indexOf(stage);
        ticks.push(tick);
        const line = document.createElement("li");
        const choice = button("", () => seek(day));
        choice.append(stage.box.querySelector(".badge").cloneNode(true), ` ${said}`);
        line.append(choice);
        choices.push([day, line]);
      }
    }
    track.replaceChildren(...ticks);
    list.replaceChildren(...choices.sort((a, b) => a[0] - b[0]).map(([, line]) => line));
  }

  function cast() {
    stages.forEach((stage, side) => {
      const choice = find("select", stage.box);
      const arm = choice ? Number(choice.value) : side;
      stage.arm = film.arms[arm];
      const badge = document.getElementById(`net-badge-${arm}`).content.firstElementChild.cloneNode(true);
      find(".net-badge", stage.box).replaceChildren(badge);
      stage.canvas.setAttribute("aria-label", fill(words.canvas, { title: stage.arm.title }));
    });
    stages.forEach((stage, side) => { stage.other = stages[1 - side].arm; });
    markMoments();
    offerFinders();
    tell(stages[0].selected);
    shownDay = -1;
    stale = true;
  }

  function keys(event) {
    if (event.target.closest("input, select, button") && event.target !== play && event.key !== "Escape") return;
    const act = {
      " ": () => setPlaying(!playing), ArrowLeft: () => seek(today() - 1), ArrowRight: () => seek(today() + 1), Home: () => seek(0),
      End: () => seek(film.days - 1), ArrowUp: () => step(-1), ArrowDown: () => step(1), Escape: () => select(-1),
    }[event.key];
    if (!act || (event.target === play && event.key === " ")) return;
    event.preventDefault();
    act();
  }

  function listen() {
    play.addEventListener("click", () => setPlaying(!playing));
    slider.addEventListener("input", () => { setPlaying(false); seek(Number(slider.value)); });
    find(".net-rings").addEventListener("change", (event) => { for (const stage of stages) stage.rings = event.target.checked; stale = true; });
    number.addEventListener("change", () => {
      const person = Math.round(Number(number.value)) - 1;
      select(number.value && person >= 0 && person < film.people ? person : -1);
    });
    for (const choice of every("[data-find]")) choice.addEventListener("click", () => look(choice.dataset.find));
    for (const choice of every(".net-stage select")) choice.addEventListener("change", cast);
    root.addEventListener("keydown", keys);
    for (const stage of stages) {
      stage.canvas.addEventListener("click", (event) => {
        const box = stage.canvas.getBoundingClientRect();
        select(stage.nearest(event.clientX - box.left, event.clientY - box.top, today(), 18));
      });
    }
    document.addEventListener("themechange", readColours);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readColours);
    onPaper.addEventListener("change", (event) => (event.matches ? toPaper() : readColours()));
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", readColours);
    new ResizeObserver(() => { stale = true; }).observe(root);
    new IntersectionObserver(([{ isIntersecting }]) => {
      visible = isIntersecting;
      stale = true;
      if (visible && !started && !still.matches) setPlaying(true);
    }, { threshold: 0.3 }).observe(find(".net-stages"));
  }

  /* On paper there is one picture: the day at hand, or the middle where nobody has looked yet. */
  function toPaper() {
    if (!film) return;
    if (!started) time = Math.floor(film.days / 2);
    setPlaying(false);
    readColours();
    show();
  }

  async function start() {
    film = openFilm(await unpacked("packed-network").arrayBuffer());
    words = film.words;
    stages = every(".net-stage").map((box) => Object.assign(makeStage(find("canvas", box), film), { box }));
    slider.max = film.days - 1;
    readColours();
    cast();
    select(-1);
    setPlaying(false);
    started = false;
    listen();
    root.hidden = false;
    if (onPaper.matches) toPaper();
    requestAnimationFrame(frame);
  }

  start().catch((error) => {
    console.error(error);
    root.hidden = true;
    document.getElementById("network-old").hidden = false;
  });
})();
