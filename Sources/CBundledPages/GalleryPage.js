"use strict";
const figures = [...document.querySelectorAll("figure")];
const [large, pictures, name, details, find] =
  ["large", "pictures", "name", "details", "find"].map(id => document.getElementById(id));
let current = 0;

function show(index) {
  current = index;
  const figure = figures[index];
  pictures.replaceChildren(...[...figure.querySelectorAll("img")].map(image => {
    const copy = image.cloneNode();
    copy.loading = "eager";
    return copy;
  }));
  name.textContent = figure.querySelector(".name").textContent;
  details.textContent = figure.querySelector("span").textContent;
  if (!large.open) large.showModal();
}

function go(step) {
  const visible = figures.flatMap((figure, index) => figure.hidden ? [] : [index]);
  const place = visible.indexOf(current) + step;
  show(visible[(place + visible.length) % visible.length]);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.textContent);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1200);
  } catch {  // not allowed here: select it, so that it can be copied by hand
    getSelection().selectAllChildren(button);
  }
}

figures.forEach((figure, index) =>
  figure.querySelector(".dreams").addEventListener("click", () => show(index)));
document.querySelectorAll(".name").forEach(button => button.addEventListener("click", () => copy(button)));
document.getElementById("back").addEventListener("click", () => go(-1));
document.getElementById("forth").addEventListener("click", () => go(1));
pictures.addEventListener("click", () => large.close());
large.addEventListener("close", () => figures[current].querySelector(".dreams").focus());
document.addEventListener("keydown", event => {
  if (!large.open) return;
  if (event.key === "ArrowLeft") go(-1);
  if (event.key === "ArrowRight") go(1);
});
find.addEventListener("input", () => {
  const wanted = find.value.toLowerCase();
  figures.forEach(figure => figure.hidden = !figure.textContent.toLowerCase().includes(wanted));
});
