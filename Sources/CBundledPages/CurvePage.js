"use strict";
const $ = id => document.getElementById(id);
const content = JSON.parse($("content").textContent);
const {colours, duration, framesPerSecond} = content;
const [lanes, cursor, song] = [$("lanes"), $("cursor"), $("song")];

// What is drawn

const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
const wave = Object.fromEntries(
  Object.entries(content.waveform).map(([name, text]) => [name, new Int8Array(bytes(text).buffer)]));
const curves = content.curves.map(curve => {
  const values = new DataView(bytes(curve.values).buffer);
  const shares = Float32Array.from(
    {length: values.byteLength / 2}, (_, frame) => values.getUint16(2 * frame, true) / 65535);
  return {...curve, shares, shown: !curve.isHeard};
});

const left = 150, right = 72, gap = 6, axis = 26;
const fixed = [
  {name: "sections", height: 22, draw: drawSections, shown: content.sections.length > 0},
  {name: "waveform", height: 90, draw: drawWaveform, shown: true},
  {name: "beats", height: 24, draw: drawBeats, shown: content.beats.length > 0},
  {name: "scenes", height: 13, draw: drawScenes, shown: content.scenes.length > 0},
];
for (const curve of curves) Object.assign(curve, {height: 58, draw: area => drawCurve(curve, area)});
const shownLanes = () => [...fixed, ...curves].filter(lane => lane.shown);

let view = {start: 0, end: duration};
let width = 0;  // of the lanes, in CSS pixels

// Time and place

const x = seconds => left + (seconds - view.start) / (view.end - view.start) * width;
const seconds = x => view.start + (x - left) / width * (view.end - view.start);
const frameAt = seconds => Math.floor(seconds * framesPerSecond + 1e-6);
const clock = seconds => {
  const tenths = Math.round(seconds * 10);
  const two = number => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60];
  return (hours ? `${hours}:${two(minutes)}` : `${minutes}`)
    + `:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
};
const short = number => String(+number.toPrecision(4));

function look(start, end) {
  const length = Math.min(duration, Math.max(Math.min(0.5, duration), end - start));
  start = Math.min(Math.max(0, start), duration - length);
  view = {start, end: start + length};
  redraw();
}

function zoom(factor, around) {
  look(around - (around - view.start) / factor, around + (view.end - around) / factor);
}

// Drawing

function prepared(canvas, height) {
  const scale = window.devicePixelRatio || 1;
  const full = canvas.parentElement.clientWidth;
  const [columns, rows] = [Math.round(full * scale), Math.round(height * scale)];
  if (canvas.width !== columns || canvas.height !== rows) {
    Object.assign(canvas, {width: columns, height: rows});
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, full, height);
  width = Math.max(50, full - left - right);
  return pen;
}

let pen;
let isDrawingSoon = false;

function redraw() {
  if (isDrawingSoon) return;
  isDrawingSoon = true;
  requestAnimationFrame(() => {
    isDrawingSoon = false;
    draw();
    drawCursor();
    remember();
  });
}

function draw() {
  const list = shownLanes();
  const height = list.reduce((sum, lane) => sum + lane.height + gap, axis);
  pen = prepared(lanes, height);
  const labels = labelTimes();
  let top = 0;
  for (const lane of list) {
    const area = {top, height: lane.height, bottom: top + lane.height};
    lane.area = area;
    pen.fillStyle = colours.lane;
    pen.fillRect(left, area.top, width, area.height);
    pen.save();
    pen.beginPath();
    pen.rect(left, area.top, width, area.height);
    pen.clip();
    pen.fillStyle = colours.grid;
    for (const time of labels) pen.fillRect(Math.floor(x(time)), area.top, 1, area.height);
    lane.draw(area);
    pen.fillStyle = colours.bright;
    pen.globalAlpha = 0.3;
    for (const section of content.sections.slice(1)) {
      pen.fillRect(Math.floor(x(section.start)), area.top, 1, area.height);
    }
    pen.restore();
    name(lane, area);
    top = area.bottom + gap;
  }
  pen.font = "13px ui-monospace, monospace";
  pen.textBaseline = "top";
  pen.textAlign = "center";
  pen.fillStyle = colours.dim;
  for (const time of labels) pen.fillText(clock(time).replace(/\.0$/, ""), x(time), top + 2);
}

function name(lane, area) {
  pen.font = "13px ui-monospace, monospace";
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillStyle = lane.colour || colours.dim;
  pen.fillText(lane.name, 12, (area.top + area.bottom) / 2, left - 20);
  if (lane.high === undefined) return;
  pen.fillStyle = colours.dim;
  pen.textBaseline = "top";
  pen.fillText(short(lane.high), left + width + 6, area.top, right - 8);
  pen.textBaseline = "bottom";
  pen.fillText(short(lane.low), left + width + 6, area.bottom, right - 8);
}

function labelTimes() {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
  const step = steps.find(step => step / (view.end - view.start) * width >= 90) || 14400;
  const times = [];
  for (let mark = Math.ceil(view.start / step); mark * step <= view.end; mark++) times.push(mark * step);
  return times;
}

function drawSections(area) {
  for (const section of content.sections) {
    const [from, to] = [Math.max(left, x(section.start)), Math.min(left + width, x(section.end))];
    if (to <= from) continue;
    pen.fillStyle = section.colour;
    pen.fillRect(from + 1, area.top, to - from - 1, area.height);
    pen.fillStyle = colours.dark;
    pen.font = "bold 13px ui-monospace, monospace";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    if (to - from > 12) pen.fillText(section.label, (from + to) / 2, (area.top + area.bottom) / 2 + 1);
  }
}

/// Which of `count` values that are spread over the song lie in a column, at least one.
function among(count, column) {
  const scale = count / duration;
  const first = Math.min(count - 1, Math.max(0, Math.floor(seconds(column) * scale)));
  return [first, Math.min(count, Math.max(first + 1, Math.floor(seconds(column + 1) * scale)))];
}

function drawWaveform(area) {
  const middle = (area.top + area.bottom) / 2, reach = area.height / 2 / 127;
  let part = 0;
  for (let column = left; column < left + width; column++) {
    const [first, end] = among(wave.highest.length, column);
    let [highest, lowest, effective] = [0, 0, 0];
    for (let index = first; index < end; index++) {
      highest = Math.max(highest, wave.highest[index]);
      lowest = Math.min(lowest, wave.lowest[index]);
      effective = Math.max(effective, wave.effective[index]);
    }
    while (part + 1 < content.sections.length && content.sections[part].end <= seconds(column)) part++;
    pen.fillStyle = content.sections.length ? content.sections[part].colour : colours.wave;
    pen.globalAlpha = 0.5;
    pen.fillRect(column, middle - highest * reach - 0.5, 1, (highest - lowest) * reach + 1);
    pen.globalAlpha = 1;
    const [up, down] = [Math.min(effective, highest), Math.min(effective, -lowest)];
    pen.fillRect(column, middle - up * reach, 1, (up + down) * reach);
  }
}

function drawBeats(area) {
  const perSecond = width / (view.end - view.start);
  const downbeats = content.beats.filter(beat => beat.isDownbeat);
  const shown = [content.beats, downbeats].find(list =>
    list.length < 2 || (list.at(-1).time - list[0].time) / (list.length - 1) * perSecond >= 4) || [];
  for (const beat of shown) {
    if (beat.time < view.start || beat.time > view.end) continue;
    const height = beat.isDownbeat ? area.height : area.height * 0.4;
    pen.fillStyle = beat.isDownbeat ? colours.downbeat : colours.beat;
    pen.fillRect(Math.floor(x(beat.time)), area.bottom - height, 1, height);
  }
  if (downbeats.length < 2) return;
  const bar = (downbeats.at(-1).time - downbeats[0].time) / (downbeats.length - 1) * perSecond;
  const step = [1, 2, 4, 8, 16, 32, 64].find(step => step * bar >= 40) || 128;
  pen.fillStyle = colours.dim;
  pen.font = "11px ui-monospace, monospace";
  pen.textAlign = "left";
  pen.textBaseline = "top";
  downbeats.forEach((beat, index) => {
    if (index % step === 0) pen.fillText(String(index + 1), x(beat.time) + 3, area.top + 1);
  });
}

function drawScenes(area) {
  pen.fillStyle = colours.beat;
  pen.globalAlpha = 0.5;
  content.scenes.forEach((start, index) => {
    const from = Math.max(left, x(start));
    const to = Math.min(left + width, x(content.scenes[index + 1] ?? duration));
    if (index % 2 === 0 && to > from) pen.fillRect(from, area.top, to - from, area.height);
  });
  pen.globalAlpha = 1;
}

function drawCurve(curve, area) {
  const room = area.height - 2, count = curve.shares.length;
  const y = share => area.top + (1 - share) * room;
  const line = new Path2D(), below = new Path2D();
  let [lastTop, lastBottom] = [null, null];
  for (let column = left; column < left + width; column++) {
    const first = Math.min(count - 1, Math.max(0, frameAt(seconds(column))));
    const end = Math.min(count, Math.max(first + 1, frameAt(seconds(column + 1))));
    let [low, high] = [1, 0];
    for (let frame = first; frame < end; frame++) {
      low = Math.min(low, curve.shares[frame]);
      high = Math.max(high, curve.shares[frame]);
    }
    let [top, bottom] = [y(high), y(low) + 2];
    if (lastTop !== null) [top, bottom] = [Math.min(top, lastBottom - 2), Math.max(bottom, lastTop + 2)];
    [lastTop, lastBottom] = [y(high), y(low) + 2];
    line.rect(column, top, 1, bottom - top);
    below.rect(column, top, 1, area.bottom - top);
  }
  pen.fillStyle = curve.colour;
  pen.globalAlpha = 0.2;
  pen.fill(below);
  pen.globalAlpha = 1;
  pen.fill(line);
}

// The cursor, and the values where it is

let selection = null;  // two columns while a stretch is being chosen

function drawCursor() {
  const time = song.currentTime;
  const pen = prepared(cursor, lanes.clientHeight);
  $("clock").textContent = clock(time);
  if (selection) {
    pen.fillStyle = "#ffffff30";
    pen.fillRect(Math.min(...selection), 0, Math.abs(selection[1] - selection[0]), lanes.clientHeight);
  }
  const place = x(time);
  if (place >= left && place <= left + width) {
    pen.fillStyle = "#fff";
    pen.fillRect(place, 0, 1.5, lanes.clientHeight - axis);
  }
  pen.font = "bold 13px ui-monospace, monospace";
  pen.textBaseline = "middle";
  pen.fillStyle = colours.bright;
  for (const curve of curves) {
    if (!curve.shown || !curve.area) continue;
    const frame = Math.min(curve.shares.length - 1, Math.max(0, frameAt(time)));
    const value = curve.low + curve.shares[frame] * (curve.high - curve.low);
    pen.fillText(short(value), left + width + 6, (curve.area.top + curve.area.bottom) / 2, right - 8);
  }
}

function follow() {
  if (song.paused) return;
  const length = view.end - view.start;
  const isOutside = song.currentTime < view.start || song.currentTime > view.end;
  if (isOutside && !grip) look(song.currentTime - length * 0.05, song.currentTime + length * 0.95);
  drawCursor();
  requestAnimationFrame(follow);
}

// Playing

async function toggle() {
  if (!song.paused) return song.pause();
  try {
    await song.play();
  } catch (error) {
    if (error.name !== "AbortError") $("trouble").textContent = `The song can't be played: ${error.message}`;
  }
}

function seek(time) {
  song.currentTime = Math.min(Math.max(0, time), duration);
  drawCursor();
}

song.addEventListener("play", () => { $("play").textContent = "Pause"; follow(); });
song.addEventListener("pause", () => { $("play").textContent = "Play"; remember(); });
song.addEventListener("seeked", () => { drawCursor(); remember(); });
song.addEventListener("error", () => {
  $("trouble").textContent = "This browser can't play the song; the curves are there all the same.";
});
$("play").addEventListener("click", toggle);

// Looking closer

const middle = () => {
  const time = song.currentTime;
  return time > view.start && time < view.end ? time : (view.start + view.end) / 2;
};
$("in").addEventListener("click", () => zoom(2, middle()));
$("out").addEventListener("click", () => zoom(0.5, middle()));
$("whole").addEventListener("click", () => look(0, duration));

lanes.addEventListener("wheel", event => {
  if (event.offsetX < left) return;  // over the names the page scrolls
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 30 : 1;
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    const step = (event.deltaX || event.deltaY) * unit / width * (view.end - view.start);
    look(view.start + step, view.end + step);
  } else {
    zoom(Math.exp(-event.deltaY * unit * 0.002), seconds(event.offsetX));
  }
}, {passive: false});

let grip = null;  // where the pointer went down

lanes.addEventListener("pointerdown", event => {
  if (event.button !== 0 || event.offsetX < left) return;
  grip = {x: event.offsetX, view, isMoving: false, isChoosing: event.shiftKey};
  lanes.setPointerCapture(event.pointerId);
});
lanes.addEventListener("pointermove", event => {
  if (!grip) return;
  const distance = event.offsetX - grip.x;
  if (Math.abs(distance) > 4) grip.isMoving = true;
  if (!grip.isMoving) return;
  if (grip.isChoosing) {
    selection = [grip.x, event.offsetX];
    drawCursor();
  } else {
    const step = distance / width * (grip.view.end - grip.view.start);
    look(grip.view.start - step, grip.view.end - step);
  }
});
lanes.addEventListener("pointerup", event => {
  if (!grip) return;
  if (!grip.isMoving) {
    seek(seconds(event.offsetX));
  } else if (selection) {
    const ends = selection.map(seconds).sort((one, other) => one - other);
    selection = null;
    look(...ends);
  }
  grip = null;
});
lanes.addEventListener("pointercancel", () => { grip = selection = null; drawCursor(); });

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isOnControl = event.target.matches("button, input");
  const actions = {
    ArrowLeft: () => seek(song.currentTime - 1), ArrowRight: () => seek(song.currentTime + 1),
    Home: () => seek(0), "+": () => zoom(2, middle()), "-": () => zoom(0.5, middle()),
    "0": () => look(0, duration),
  };
  if (!isOnControl) actions[" "] = toggle;
  if (!actions[event.key]) return;
  event.preventDefault();
  actions[event.key]();
});

// Switching curves on and off

const boxes = curves.map(curve => {
  const [label, box] = [document.createElement("label"), document.createElement("input")];
  box.type = "checkbox";
  box.addEventListener("change", () => { curve.shown = box.checked; redraw(); });
  label.style.color = curve.colour;
  label.append(box, ` ${curve.name}`);
  $("choices").append(" ", label);
  return box;
});
function showChoices() { curves.forEach((curve, index) => { boxes[index].checked = curve.shown; }); }
for (const [id, shown] of [["all", true], ["none", false]]) {
  $(id).addEventListener("click", () => {
    for (const curve of curves) curve.shown = shown;
    showChoices();
    redraw();
  });
}

// Where one was, for when the page is loaded anew after a change to the mapping

const memory = `reverie ${content.title}`;
function remember() {
  try {
    const shown = Object.fromEntries(curves.map(curve => [curve.name, curve.shown]));
    sessionStorage.setItem(memory, JSON.stringify({view, time: song.currentTime, shown}));
  } catch { /* not allowed here: then it starts anew */ }
}
function recall() {
  try {
    const before = JSON.parse(sessionStorage.getItem(memory));
    if (!before) return;
    view = before.view;
    song.currentTime = before.time;
    for (const curve of curves) curve.shown = before.shown[curve.name] ?? curve.shown;
  } catch { /* not allowed here, or of another kind */ }
}

new ResizeObserver(redraw).observe(lanes.parentElement);
recall();
showChoices();
look(view.start, view.end);
