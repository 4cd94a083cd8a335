// Shows the values of all lines under the pointer, and copies the command. All that it needs is in
// the figures: the lines' points, and the scales in data-x and data-y.
const tip = document.getElementById("tip");

function readable(value) {
  const size = Math.abs(value);
  return value.toLocaleString("en", { maximumFractionDigits: size >= 100 ? 0 : size >= 1 ? 1 : 3 });
}

for (const svg of document.querySelectorAll("svg.time")) {
  const [duration, left, right] = svg.dataset.x.split(" ").map(Number);
  const [low, high, bottom, top] = svg.dataset.y.split(" ").map(Number);
  const logarithmic = svg.dataset.log === "true";
  const lines = [...svg.querySelectorAll("polyline")].map((line) => ({
    name: line.dataset.name,
    colour: getComputedStyle(line).color,
    points: line.getAttribute("points").split(" ").map((pair) => pair.split(",").map(Number)),
  }));
  const cursor = document.createElementNS(svg.namespaceURI, "line");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("y1", top);
  cursor.setAttribute("y2", bottom);
  svg.append(cursor);

  const value = (y) => {
    const part = (bottom - y) / (bottom - top);
    return logarithmic ? low * (high / low) ** part : low + part * (high - low);
  };

  svg.addEventListener("mousemove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    if (x < left || x > right) return;
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    cursor.setAttribute("class", "cursor on");
    tip.replaceChildren();
    const head = document.createElement("b");
    head.textContent = `${readable(((x - left) / (right - left)) * duration)} s`;
    tip.append(head);
    for (const line of lines) {
      const near = line.points.reduce((a, b) => (Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a));
      const row = document.createElement("div");
      row.style.color = line.colour;
      row.textContent = `${line.name}: ${readable(value(near[1]))} ${svg.dataset.unit}`;
      tip.append(row);
    }
    tip.hidden = false;
    const width = tip.offsetWidth;
    tip.style.left = `${event.clientX + width + 30 > innerWidth ? event.clientX - width - 14 : event.clientX + 14}px`;
    tip.style.top = `${event.clientY + 14}px`;
  });
  svg.addEventListener("mouseleave", () => {
    tip.hidden = true;
    cursor.setAttribute("class", "cursor");
  });
}

document.querySelector(".command button").addEventListener("click", async (event) => {
  await navigator.clipboard.writeText(document.querySelector(".command code").textContent);
  event.target.textContent = "copied";
});
