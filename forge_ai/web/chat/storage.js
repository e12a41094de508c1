// The small storages of the browser, which it may forbid: then they hold nothing, and the page goes on without.

const NOTHING = { getItem: () => null, setItem() {}, removeItem() {}, clear() {} };

function storage(name) {
  try {
    return window[name] || NOTHING;
  } catch {
    return NOTHING;
  }
}

const lasting = storage("localStorage"), ofThisTab = storage("sessionStorage");

// A storage that is full goes on without this.
function store(place, key, value) {
  try {
    place.setItem(key, JSON.stringify(value));
  } catch {
    place.removeItem(key);
  }
}

// What stands there, if it is what this page puts there: another program at this address may have been here.
function stored(place, key, isOurs) {
  try {
    const found = JSON.parse(place.getItem(key));
    return isOurs(found) ? found : null;
  } catch {
    return null;
  }
}
