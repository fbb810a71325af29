// What a kiosk remembers: full disks and refused storage are no reason to stop.

const START = "oxymap-kiosk-";

export function recall(storage, name) {
  try {
    return JSON.parse(storage().getItem(START + name));
  } catch (error) {
    return null;
  }
}

// Returns whether it has been written.
export function remember(storage, name, value) {
  try {
    if (value === null) storage().removeItem(START + name);
    else storage().setItem(START + name, JSON.stringify(value));
    return true;
  } catch (error) {
    return false;
  }
}

// Take away what visitors have left: everything that is not the kiosk's own.
export function forgetVisitors() {
  [device, session].forEach((storage) => {
    try {
      Object.keys(storage())
        .filter((key) => !key.startsWith(START))
        .forEach((key) => storage().removeItem(key));
    } catch (error) {
      // Where nothing can be stored there is nothing to take away.
    }
  });
}

// Asked for each time: the very mention of storage may be refused.
export const device = () => window.localStorage;
export const session = () => window.sessionStorage;
