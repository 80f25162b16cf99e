// Readers for bench/messages.mjs: most names are ASCII, some are not, some have characters that must be escaped.
const NAMES = ['Amelia', 'Joana', 'Kenji', 'Isak', 'Ruth', 'Bea', 'Dmitri', 'María José', '林薇', "O'Connor"];
const CITIES = ['Port Alder', 'Aveiro', 'Ostrava', 'Kristiansund', 'A & B', 'Łódź'];

/** So many invented readers, the same for the same seed. @param {number} count @param {number} seed */
export function makeReaders(count, seed) {
  let state = seed >>> 0;
  const below = (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: count }, (_, id) => ({
    id: id + 1,
    address: `reader.${id}@example.com`,
    fields: {
      first_name: NAMES[below(NAMES.length)],
      city: CITIES[below(CITIES.length)],
      member: `M-${below(1_000_000)}`,
      visits: below(400),
      joined: `20${10 + below(16)}-0${1 + below(9)}-1${below(10)}`,
    },
  }));
}
