// Server-sent events, for screens that stay: a reading is shown when it arrives. Polling goes on
// slowly beside it and takes over whenever the stream is lost.

const AGAIN_MS = 120000;

export class Stream {
  // heard: {reading(station), open(), lost(), notice()}; the last one may be left out.
  // world: {EventSource, setTimeout, clearTimeout}.
  constructor(url, heard, world) {
    this.url = url;
    this.heard = heard;
    this.world = world;
    this.source = null;
    this.timer = null;
  }

  open() {
    if (this.source || !this.world.EventSource) return;
    this.world.clearTimeout(this.timer);
    const source = new this.world.EventSource(this.url);
    this.source = source;
    source.addEventListener("open", () => this.heard.open());
    source.addEventListener("reading", (event) => {
      const station = read(event.data);
      if (station) this.heard.reading(station);
    });
    source.addEventListener("notice", () => this.heard.notice && this.heard.notice());
    source.addEventListener("error", () => {
      this.heard.lost();
      // The browser comes back by itself after a break, but not after a refusal (503: too many).
      if (source.readyState === this.world.EventSource.CLOSED && this.source === source) {
        this.close();
        this.timer = this.world.setTimeout(() => this.open(), AGAIN_MS);
      }
    });
  }

  close() {
    this.world.clearTimeout(this.timer);
    if (this.source) this.source.close();
    this.source = null;
  }
}

// The snapshot with one station's new state in the place of its old one.
export function withStation(snapshot, station) {
  const known = snapshot.stations.some((one) => one.id === station.id);
  const stations = known
    ? snapshot.stations.map((one) => (one.id === station.id ? station : one))
    : snapshot.stations.concat([station]);
  return { ...snapshot, stations };
}

function read(text) {
  try {
    const station = JSON.parse(text);
    return station && station.id && station.values ? station : null;
  } catch (error) {
    return null;
  }
}
