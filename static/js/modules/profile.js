// An elevation profile that answers to pointer, finger and arrow keys, and moves with the map.
//
// <figure data-module="profile"> .profile__canvas > svg[data-plot], script.profile__data with
// {"points": [[distance_m, ele_m, lon, lat], …]}. Sends and hears oxymap:profile {lon, lat};
// a detail without lon means: nowhere.

import { listen, tell, words } from "../map/dom.js";
import { indexAt, nearestIndex, readPlot } from "../map/way.js";

const PAGE = 10;

export function init(figure) {
  const canvas = figure.querySelector(".profile__canvas");
  const drawn = canvas && canvas.querySelector("svg[data-plot]");
  const data = figure.querySelector('script[type="application/json"]');
  if (!drawn || !data) return;
  const { points } = JSON.parse(data.textContent);
  const profile = new Profile(figure, canvas, drawn, points);
  profile.listen();
}

class Profile {
  constructor(figure, canvas, drawn, points) {
    this.figure = figure;
    this.canvas = canvas;
    this.drawn = drawn;
    this.points = points;
    this.plot = readPlot(drawn.dataset.plot);
    this.index = null;
    this.cursor = drawn.querySelector(".profile-cursor");
    this.readout = document.createElement("p");
    this.readout.className = "profile__readout";
    this.readout.setAttribute("aria-live", "polite");
    this.readout.textContent = drawn.dataset.hint;
    canvas.after(this.readout);
    this.beSlider();
  }

  // The drawing becomes a slider along the way; its values are read out as text.
  beSlider() {
    const most = Math.round(this.plot.length);
    const attributes = {
      role: "slider",
      tabindex: "0",
      "aria-valuemin": "0",
      "aria-valuemax": String(most),
      "aria-valuenow": "0",
      "aria-valuetext": this.text(0),
    };
    Object.keys(attributes).forEach((name) => this.canvas.setAttribute(name, attributes[name]));
    this.drawn.setAttribute("aria-hidden", "true");
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointermove", (event) => this.follow(event));
    canvas.addEventListener("pointerdown", (event) => this.follow(event));
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && document.activeElement !== canvas) this.leave();
    });
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("focus", () => {
      // The slider says its own value; the live region stays quiet meanwhile.
      this.readout.setAttribute("aria-live", "off");
      if (this.index === null) this.move(0);
    });
    canvas.addEventListener("blur", () => this.readout.setAttribute("aria-live", "polite"));
    listen(this.figure, "profile", (detail) => {
      if (typeof detail.lon === "number") this.show(nearestIndex(this.points, detail));
    });
  }

  follow(event) {
    const box = this.drawn.getBoundingClientRect();
    const view = this.drawn.viewBox.baseVal;
    const x = ((event.clientX - box.left) / box.width) * view.width;
    this.move(indexAt(this.points, this.plot, x));
  }

  press(event) {
    const here = this.index || 0;
    const last = this.points.length - 1;
    const goals = {
      ArrowRight: here + 1,
      ArrowUp: here + 1,
      ArrowLeft: here - 1,
      ArrowDown: here - 1,
      PageUp: here + PAGE,
      PageDown: here - PAGE,
      Home: 0,
      End: last,
    };
    if (!(event.key in goals)) return;
    event.preventDefault();
    this.move(Math.max(0, Math.min(last, goals[event.key])));
  }

  // Show a point and tell the map.
  move(index) {
    if (index === this.index) return;
    this.show(index);
    const [, , lon, lat] = this.points[index];
    tell(this.figure, "profile", { lon, lat });
  }

  show(index) {
    const { plot } = this;
    const [distance, ele] = this.points[index];
    this.index = index;
    const x = plot.left + (distance / plot.length) * (plot.right - plot.left);
    const share = (ele - plot.low) / (plot.high - plot.low);
    const y = plot.bottom - share * (plot.bottom - plot.top);
    this.cursor.setAttribute("visibility", "visible");
    this.cursor.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
    this.cursor.querySelector("circle").setAttribute("cy", y.toFixed(1));
    this.readout.textContent = this.text(index);
    this.canvas.setAttribute("aria-valuenow", String(Math.round(distance)));
    this.canvas.setAttribute("aria-valuetext", this.text(index));
  }

  leave() {
    this.index = null;
    this.cursor.setAttribute("visibility", "hidden");
    this.readout.textContent = this.drawn.dataset.hint;
    tell(this.figure, "profile", {});
  }

  text(index) {
    const [distance, ele] = this.points[index];
    const values = { distance: (distance / 1000).toFixed(1), height: Math.round(ele) };
    return words(this.drawn.dataset.readout, values);
  }
}
