"use strict";
/* One world as bytes: a head in JSON, then arrays. Everything that is shown of a member on a day is worked out here. */
const SEEN = { PRESENT: 1, MUTED: 2, VISITED: 4, ANSWERED: 32, BOUGHT: 64, LEADS: 128 };
const STATE = { NONE: 0, ACTIVE: 1, QUIET: 2, NEW: 3, MUTED: 4, LEADS: 5, LEFT: 6 };
const LATELY = 7; /* days for which a visit counts as lately, and somebody as new */
const FADES = 3; /* days for which who left is still to be seen */
const postsOf = (seen) => (seen >> 3) & 3;

function openFilm(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const kinds = { u1: Uint8Array, u2: Uint16Array, i2: Int16Array, u4: Uint32Array };
  const read = ([kind, start, count]) => new kinds[kind](buffer, 4 + length + start, count);
  const film = { ...head, place: read(head.place) };
  film.arms = head.arms.map((arm) => {
    const arrays = Object.fromEntries(Object.entries(arm.arrays).map(([name, where]) => [name, read(where)]));
    return { ...arm, ...arrays, ...looks(arrays.seen, film.people, film.days) };
  });
  return film;
}

/* State and activity of everybody on every day, day by day: what the stage draws. */
function looks(seen, people, days) {
  const state = new Uint8Array(people * days);
  const activity = new Uint8Array(people * days);
  for (let person = 0; person < people; person++) {
    const row = seen.subarray(person * days, (person + 1) * days);
    let came = -1, visited = -Infinity, left = -Infinity, visits = 0, posts = 0;
    for (let day = 0; day < days; day++) {
      const now = row[day], old = day >= LATELY ? row[day - LATELY] : 0;
      visits += (now & SEEN.VISITED ? 1 : 0) - (old & SEEN.VISITED ? 1 : 0);
      posts += postsOf(now) - postsOf(old);
      if (now & SEEN.VISITED) visited = day;
      const there = now & SEEN.PRESENT;
      if (there && came < 0) came = day;
      if (!there && (came >= 0 || now)) left = day;
      if (!there) came = -1;
      const at = day * people + person;
      activity[at] = Math.min(255, 8 * visits + 10 * posts);
      if (!there) state[at] = day - left < FADES ? STATE.LEFT : STATE.NONE;
      else if (now & SEEN.LEADS) state[at] = STATE.LEADS;
      else if (now & SEEN.MUTED) state[at] = STATE.MUTED;
      else if (came > 0 && day - came < LATELY) state[at] = STATE.NEW;
      else state[at] = day - visited < LATELY ? STATE.ACTIVE : STATE.QUIET;
    }
  }
  return { state, activity };
}

/* What happened to somebody under one scenario, in order: [day or null, key of the words, values]. */
function storyOf(film, arm, person) {
  const { days } = film;
  const row = arm.seen.subarray(person * days, (person + 1) * days);
  const joined = arm.joined[person];
  if (joined < 0) return [[null, "absent", {}]];
  const first = (test) => row.findIndex((seen) => test(seen));
  const all = (test) => [...row.keys()].filter((day) => test(row[day]));
  const story = [entrance(arm, person)];
  const spoke = first((seen) => postsOf(seen) > 0);
  const answered = first((seen) => seen & SEEN.ANSWERED);
  if (spoke >= 0) story.push([spoke, "first_message", {}]);
  if (answered >= 0) story.push([answered, "first_answer", {}]);
  const leads = first((seen) => seen & SEEN.LEADS);
  if (leads >= 0) story.push([leads, `role_${arm.role[person]}`, {}]);
  const bought = all((seen) => seen & SEEN.BOUGHT);
  if (bought.length) story.push([bought[0], bought.length > 1 ? "bought_often" : "bought_once", { n: bought.length }]);
  const muted = first((seen) => seen & SEEN.MUTED);
  if (muted >= 0) story.push([muted, "muted", {}]);
  for (let day = joined + 1; day < days; day++) {
    const was = row[day - 1] & SEEN.PRESENT, is = row[day] & SEEN.PRESENT;
    if (!was && is) story.push([day, "came_back", {}]);
    if (was && !is && day !== arm.left[person]) story.push([day, "left_first", {}]);
  }
  const visits = all((seen) => seen & SEEN.VISITED);
  const end = arm.left[person] >= 0 ? arm.left[person] : days - 1;
  const last = visits.length ? visits[visits.length - 1] : -1;
  if (last >= 0 && end - last >= LATELY) story.push([last, "fell_silent", {}]);
  if (arm.left[person] >= 0) story.push([end, `left_${arm.cause[person]}`, {}]);
  story.sort((one, other) => one[0] - other[0]); /* stable: on one day in the order above */
  if (last < 0) story.push([null, "never_visited", {}]);
  else if (spoke < 0) story.push([null, "never_spoke", {}]);
  else if (answered < 0) story.push([null, "never_answered", {}]);
  if (arm.spent[person]) story.push([null, "paid", { money: arm.spent[person] / 100 }]);
  if (arm.left[person] < 0) story.push([null, "stays", {}]);
  return story;
}

function entrance(arm, person) {
  const channel = arm.channel[person], joined = arm.joined[person];
  if (channel === 0) return [joined, "came_founder", {}];
  if (channel === 1) return [joined, "came_pulled", {}];
  if (channel === 3) return [joined, "came_team", {}];
  if (channel >= 4) return [joined, "came_through", { channel: arm.channels[channel - 4] ?? "" }];
  return arm.inviter[person] >= 0 ? [joined, "came_by", { who: arm.inviter[person] }] : [joined, "came_friend", {}];
}

/* How much a person is worth a look, under two scenarios, by what is looked for; 0 or less if not at all. */
function worthOf(film) {
  const row = (arm, p) => arm.seen.subarray(p * film.days, (p + 1) * film.days);
  const was = (arm, p, bits) => row(arm, p).some((seen) => seen & bits);
  const talk = (arm, p) => row(arm, p).reduce((sum, seen) => sum + 2 * postsOf(seen), 0);
  const active = (arm, p) => row(arm, p).reduce((sum, seen) => sum + (seen & SEEN.VISITED ? 1 : 0), talk(arm, p));
  const left = (arm, p) => arm.left[p] >= 0;
  const stayed = (arm, p) => arm.joined[p] >= 0 && !left(arm, p);
  const unanswered = (arm, p) => (left(arm, p) && talk(arm, p) && !was(arm, p, SEEN.ANSWERED) ? active(arm, p) : 0);
  return {
    stayed_second: (p, one, two) => left(one, p) && stayed(two, p) && active(two, p),
    stayed_first: (p, one, two) => left(two, p) && stayed(one, p) && active(one, p),
    unanswered: (p, one, two) => Math.max(unanswered(one, p), unanswered(two, p)),
    bought: (p, one, two) => Math.max(...[one, two].map((arm) => (was(arm, p, SEEN.BOUGHT) ? arm.spent[p] : 0))),
    talkers: (p, one, two) => talk(one, p) + talk(two, p),
  };
}
