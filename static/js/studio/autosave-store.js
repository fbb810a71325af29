// Unsaved text on this device: one entry for a draft, the person, and the revision that was shown.

const PREFIX = "oxymap-draft:";
/** Text that nobody has come back for is thrown away after a month. */
const KEPT_MS = 31 * 24 * 3600 * 1000;

export class Store {
  constructor(storage, number, person) {
    this.storage = storage;
    this.prefix = `${PREFIX}${number}:${person}:`;
  }

  /** Keep the pairs; false when the device takes no more. */
  keep(base, entries, at) {
    try {
      this.storage.setItem(this.prefix + base, JSON.stringify({ at, entries }));
      return true;
    } catch (error) {
      return false;
    }
  }

  /** The newest text that was kept: {base, at, entries}; null when there is none. */
  newest() {
    const found = this.keys()
      .map((key) => ({ base: key.slice(this.prefix.length), ...this.read(key) }))
      .filter((one) => Array.isArray(one.entries));
    found.sort((a, b) => b.at - a.at);
    return found[0] || null;
  }

  forget(base) {
    this.storage.removeItem(this.prefix + base);
  }

  forgetAll() {
    for (const key of this.keys()) this.storage.removeItem(key);
  }

  keys() {
    return allKeys(this.storage).filter((key) => key.startsWith(this.prefix));
  }

  read(key) {
    try {
      return JSON.parse(this.storage.getItem(key)) || {};
    } catch (error) {
      return {};
    }
  }
}

/** Throw away what nobody has come back for, of any draft. */
export function forgetOld(storage, now) {
  for (const key of allKeys(storage).filter((one) => one.startsWith(PREFIX))) {
    let at = 0;
    try {
      at = JSON.parse(storage.getItem(key)).at;
    } catch (error) {
      at = 0;
    }
    if (!(now - at < KEPT_MS)) storage.removeItem(key);
  }
}

function allKeys(storage) {
  return Array.from({ length: storage.length }, (_, n) => storage.key(n)).filter(Boolean);
}
