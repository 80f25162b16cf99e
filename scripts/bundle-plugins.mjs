// What is left out of the bundle of the program, or loaded only when it is used. scripts/build.mjs and a test use it.
import { createRequire } from 'node:module';

/** What mjml-core loads at its start and needs only for options and elements that hardly any layout uses. */
const LAZY = ['juice', 'cheerio', 'htmlnano', 'js-beautify', 'cssnano-preset-lite'];

/** @type {import('esbuild').Plugin} */
const lazyParts = {
  name: 'lazy-parts',
  setup(context) {
    const names = new RegExp(`^(?:${LAZY.join('|')})$`);
    context.onResolve({ filter: names }, ({ path, importer }) => ({
      path,
      namespace: 'lazy',
      pluginData: { importer },
    }));
    context.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path, pluginData }) => ({
      contents: lazyModule(path, pluginData.importer),
      loader: 'js',
    }));
  },
};

/** A module that stands in for `name`, and loads it from node_modules at the first use of it. */
function lazyModule(name, importer) {
  const isEsModule = Reflect.get(Object(createRequire(importer)(name)), '__esModule') === true;
  return `
    let real;
    const load = () => {
      if (real === undefined) {
        const from = __courantCreateRequire(__courantCreateRequire(__filename).resolve('mjml-core'));
        real = from(${JSON.stringify(name)});
      }
      return real;
    };
    // mjml-core takes functions out of these packages as soon as it starts: they are not called by that.
    const later = (key) => new Proxy(function () {}, {
      apply: (_, self, args) => Reflect.apply(load()[key], self, args),
      get: (_, inner) => load()[key][inner],
    });
    module.exports = new Proxy(function () {}, {
      apply: (_, self, args) => Reflect.apply(load(), self, args),
      get: (_, key) => (key === '__esModule' ? ${isEsModule} : later(key)),
    });`;
}

/** Importing MJML must not read .mjmlconfig from wherever the program is started, and run what that names. */
const withoutConfig = {
  name: 'without-mjmlconfig',
  setup(context) {
    context.onLoad({ filter: /[\\/]mjml-core[\\/]lib[\\/]helpers[\\/]mjmlconfig\.js$/ }, () => ({
      contents: `
        const nothing = () => ({});
        module.exports = { __esModule: true, default: nothing, readMjmlConfig: nothing, handleMjmlConfigComponents: nothing };`,
      loader: 'js',
    }));
    context.onLoad({ filter: /[\\/]src[\\/]compile[\\/]without-mjmlconfig\.ts$/ }, () => ({
      contents: 'export function withoutMjmlConfig() {}',
      loader: 'js',
    }));
  },
};

/** Parts of packages that Courant never calls, and what stands in their place. */
const UNUSED = [
  // Makes source maps when it is there; Handlebars knows what to do without it.
  { from: /[\\/]handlebars[\\/]/, what: /^source-map$/, instead: `throw new Error('left out of the build');` },
  // gray-matter is given js-yaml 5 as its engine; its own old one, with a JavaScript parser, takes 10 ms to start.
  {
    from: /[\\/]gray-matter[\\/]/,
    what: /^js-yaml$/,
    instead:
      'const absent = () => { throw new Error("left out of the build"); }; module.exports = { safeLoad: absent, safeDump: absent };',
  },
  // mjml-parser-xml wants three functions of it; starting it costs 20 ms.
  {
    from: /[\\/]mjml-parser-xml[\\/]/,
    what: /^lodash\/fp$/,
    instead: `
      const flow = (...steps) => (value) => steps.flat().reduce((last, step) => step(last), value);
      const filter = (test) => (values) => Object.values(values).filter((value) => test(value));
      const map = (change) => (values) => Object.values(values).map((value) => change(value));
      module.exports = { flow, filter, map };`,
  },
  // zod's messages in fifty languages; it loads the English ones by themselves.
  { from: /[\\/]zod[\\/]/, what: /locales\/index\.js$/, instead: 'export {};' },
];

/** @type {import('esbuild').Plugin} */
const withoutUnused = {
  name: 'without-unused',
  setup(context) {
    for (const [index, { from, what }] of UNUSED.entries()) {
      context.onResolve({ filter: what }, ({ importer }) =>
        from.test(importer) ? { path: String(index), namespace: 'unused', sideEffects: false } : undefined,
      );
    }
    context.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: UNUSED[Number(path)]?.instead ?? '',
      loader: 'js',
    }));
  },
};

/** Commander can run commands that are programs of their own; Courant has none, and the module takes 10 ms to load. */
const withoutChildProcess = {
  name: 'without-child-process',
  setup(context) {
    context.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'nothing' } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** How everything is bundled: CommonJS, whose compiled code bin/load-program.js can keep. */
export const bundleSettings = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__courantUrl' },
  banner: {
    js: `const __courantUrl = require('node:url').pathToFileURL(__filename).href;
const __courantCreateRequire = require('node:module').createRequire;`,
  },
  external: ['libsql'],
  logLevel: 'warning',
  plugins: [lazyParts, withoutConfig, withoutUnused, withoutChildProcess],
};
