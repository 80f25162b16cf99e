'use strict';

// Loads the bundle with the code that V8 kept of it: half of what a short command costs is compiling the program.
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const BUILD = path.join(__dirname, '..', 'build');
/** Commands that are over before optimised code would pay for its making: in CPU time a quarter of a `build`. */
const SHORT = new Set([
  'check',
  'build',
  'explain',
  'new',
  'init',
  'sends',
  'status',
  '--help',
  '--version',
  undefined,
]);
/** A command that still runs after this isn't short. */
const OPTIMISE_AFTER = 1500;

/** @type {Map<string, { script: vm.Script, exports: unknown }>} */
const loaded = new Map();

/** How V8 usually runs, and how it runs what is over in a moment: it neither optimises nor forgets what it compiled. */
const USUAL = ['--opt', '--flush-bytecode'];
const QUICK = ['--no-opt', '--no-flush-bytecode'];

let mode = USUAL;

exports.runProgram = async () => {
  const program = load('main.cjs');
  if (SHORT.has(process.argv[2])) {
    setMode(QUICK);
    setTimeout(() => setMode(USUAL), OPTIMISE_AFTER).unref();
  }
  const end = await program.run();
  if (process.env.COURANT_KEEP_CODE === '1') keepCode();
  if (end === 'done') process.exit();
};

function setMode(flags) {
  mode = flags;
  flags.forEach((flag) => v8.setFlagsFromString(flag));
}

/** A file of the bundle, which is a function around its module (scripts/build.mjs); each is run once. */
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const file = path.join(BUILD, name);
  const source = fs.readFileSync(file, 'latin1');
  // V8 refuses code that was kept under other flags.
  const wanted = mode;
  setMode(USUAL);
  const script = new vm.Script(source, { filename: file, cachedData: readKept(`${file}.v8`) });
  setMode(wanted);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, requireFrom(file), module, file, BUILD);
  loaded.set(name, { script, exports: module.exports });
  return module.exports;
}

function requireFrom(file) {
  const real = createRequire(file);
  return Object.assign((id) => (id.startsWith('./') ? load(id.slice(2)) : real(id)), { resolve: real.resolve });
}

/** V8 itself refuses code of another version, with other flags, or of another source. */
function readKept(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function keepCode() {
  // V8 keeps with the code which flags it was made under, and a start has its usual ones.
  setMode(USUAL);
  for (const [name, { script }] of loaded) fs.writeFileSync(path.join(BUILD, `${name}.v8`), script.createCachedData());
}
