/**
 * A number in [0, 1) for a seed, a place in the run and a purpose: the same whatever was drawn before it, so that the
 * fate of call 17 doesn't hang on the order in which calls 1 to 16 arrived.
 */
export function chance(seed: number, place: number, purpose: string): number {
  let hash = mix(seed ^ 0x9e3779b9);
  hash = mix(hash ^ place);
  for (let index = 0; index < purpose.length; index += 1)
    hash = Math.imul(hash ^ purpose.charCodeAt(index), 0x01000193);
  return mix(hash) / 2 ** 32;
}

/** One of a list, evenly. */
export function oneOf<Item>(list: readonly [Item, ...Item[]], drawn: number): Item {
  return list[Math.floor(drawn * list.length)] ?? list[0];
}

/** The finaliser of MurmurHash3: each bit of the input moves half of the output's. */
function mix(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
