"use strict";
/* Draws one scenario's group on a canvas at a moment of the film. Colours are those of the legend, whatever the theme. */
const TRAIL = 3; /* days for which an answer is to be seen, fading */
const TAU = 2 * Math.PI;

function makeStage(canvas, film) {
  const context = canvas.getContext("2d");
  const { people, days, place } = film;
  const x = new Float32Array(people), y = new Float32Array(people);
  let size = 0, unit = 1, ratio = 1;
  const stage = { canvas, arm: film.arms[0], other: null, selected: -1, rings: false, resize, draw, nearest };

  /* Fits the canvas to the page; true if anything changed. */
  function resize() {
    const width = canvas.clientWidth;
    const dots = Math.min(2, devicePixelRatio || 1);
    if (!width || (width === size && dots === ratio)) return false;
    [size, ratio] = [width, dots];
    canvas.width = canvas.height = Math.round(width * dots);
    unit = Math.max(1.6, Math.min(5, (0.3 * width) / Math.sqrt(Math.max(people, 60))));
    const edge = 2.2 * unit + 2, scale = (width - 2 * edge) / 65535;
    for (let person = 0; person < people; person++) {
      x[person] = edge + place[2 * person] * scale;
      y[person] = edge + place[2 * person + 1] * scale;
    }
    return true;
  }

  function draw(time, colours) {
    const day = Math.min(days - 1, Math.floor(time)), next = Math.min(days - 1, day + 1), part = time - day;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size, size);
    links(time, day, colours.link);
    members(day, next, part, colours);
    marks(day, colours);
    context.globalAlpha = 1;
  }

  function links(time, day, colour) {
    const { ends, one, two } = stage.arm;
    context.strokeStyle = colour;
    context.lineWidth = Math.max(0.8, unit / 4);
    for (let age = Math.min(TRAIL, day); age >= 0; age--) {
      const first = ends[day - age], last = ends[day - age + 1];
      if (first === last) continue;
      context.globalAlpha = Math.max(0, 0.75 * (1 - (time - day + age) / (TRAIL + 1)));
      context.beginPath();
      for (let k = first; k < last; k++) {
        context.moveTo(x[one[k]], y[one[k]]);
        context.lineTo(x[two[k]], y[two[k]]);
      }
      context.stroke();
    }
  }

  /* One path a state: what costs is the number of paths, not of shapes in them. */
  function members(day, next, part, colours) {
    const { state, activity } = stage.arm;
    const now = day * people, then = next * people;
    for (let which = STATE.LEFT; which >= STATE.ACTIVE; which--) {
      context.globalAlpha = which === STATE.LEFT ? 0.85 : 1;
      context.fillStyle = context.strokeStyle = colours[which];
      context.lineWidth = Math.max(1, unit / 3);
      context.beginPath();
      for (let person = 0; person < people; person++) {
        if (state[now + person] !== which) continue;
        const active = activity[now + person] * (1 - part) + activity[then + person] * part;
        SHAPES[which](context, x[person], y[person], unit * (0.85 + Math.min(1.25, active / 100)));
      }
      if (which === STATE.QUIET || which === STATE.MUTED || which === STATE.LEFT) context.stroke();
      else context.fill();
    }
  }

  function marks(day, colours) {
    const ring = (person, radius) => {
      context.moveTo(x[person] + radius, y[person]);
      context.arc(x[person], y[person], radius, 0, TAU);
    };
    context.globalAlpha = 1;
    if (stage.rings && stage.other) {
      context.strokeStyle = colours.ink;
      context.lineWidth = 1.2;
      context.beginPath();
      for (let person = 0; person < people; person++) {
        if (isThere(stage.arm, person, day) && !isThere(stage.other, person, day)) ring(person, 2.2 * unit + 1.5);
      }
      context.stroke();
    }
    const { selected, arm } = stage;
    if (selected < 0) return;
    context.strokeStyle = colours.mark;
    context.lineWidth = 1.2;
    context.globalAlpha = 0.8;
    context.beginPath();
    for (let k = 0; k < arm.ends[day + 1]; k++) {
      if (arm.one[k] !== selected && arm.two[k] !== selected) continue;
      context.moveTo(x[arm.one[k]], y[arm.one[k]]);
      context.lineTo(x[arm.two[k]], y[arm.two[k]]);
    }
    context.stroke();
    context.globalAlpha = 1;
    context.lineWidth = 2.5;
    context.setLineDash(isThere(arm, selected, day) ? [] : [4, 3]);
    context.beginPath();
    ring(selected, Math.max(9, 3 * unit));
    context.stroke();
    context.setLineDash([]);
  }

  const isThere = (arm, person, day) => (arm.seen[person * days + day] & SEEN.PRESENT) === 1;

  /* The member nearest to a point of the canvas, or -1 if none is within reach. */
  function nearest(left, top, day, reach) {
    let best = -1, least = reach * reach;
    for (let person = 0; person < people; person++) {
      if (stage.arm.state[day * people + person] === STATE.NONE) continue;
      const apart = (x[person] - left) ** 2 + (y[person] - top) ** 2;
      if (apart < least) [best, least] = [person, apart];
    }
    return best;
  }

  return stage;
}

function circle(context, x, y, r) {
  context.moveTo(x + r, y);
  context.arc(x, y, r, 0, TAU);
}

const SHAPES = {
  [STATE.ACTIVE]: circle,
  [STATE.QUIET]: (context, x, y, r) => circle(context, x, y, 0.8 * r),
  [STATE.NEW](context, x, y, r) {
    context.moveTo(x, y - 1.25 * r);
    context.lineTo(x + 1.15 * r, y + 0.85 * r);
    context.lineTo(x - 1.15 * r, y + 0.85 * r);
    context.closePath();
  },
  [STATE.MUTED]: (context, x, y, r) => context.rect(x - 0.8 * r, y - 0.8 * r, 1.6 * r, 1.6 * r),
  [STATE.LEADS](context, x, y, r) {
    context.moveTo(x, y - 1.5 * r);
    context.lineTo(x + 1.5 * r, y);
    context.lineTo(x, y + 1.5 * r);
    context.lineTo(x - 1.5 * r, y);
    context.closePath();
  },
  [STATE.LEFT](context, x, y, r) {
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.moveTo(x + r, y - r);
    context.lineTo(x - r, y + r);
  },
};
