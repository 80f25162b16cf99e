import { expect, test } from 'vitest';
import { guessFormat } from '../../src/ingest/guess-format.ts';
import { measureMarkup } from '../../src/ingest/html/measure-markup.ts';
import { readMoment } from '../../src/ingest/read-moment.ts';
import { slug } from '../../src/ingest/slug.ts';
import { yamlText } from '../../src/ingest/yaml-text.ts';

test.each([
  ['2026-11-24', '2026-11-24'],
  ['2026-11-24T08:00:00.123Z', '2026-11-24T08:00:00Z'],
  ['2026-11-24 08:00 +0800', '2026-11-24T08:00+08:00'],
  ['Tue, 24 Nov 2026 08:00:00 GMT', '2026-11-24T08:00:00Z'],
  ['24 Nov 2026 08:00 EST', '2026-11-24T08:00-05:00'],
  ['2026年11月4日 08:30', '2026-11-04T08:30'],
  ['2026-02-30', null],
  ['11/12/2026', null],
  ['yesterday', null],
  [undefined, null],
])('the moment %j', (written, moment) => {
  expect(readMoment(written)).toBe(moment);
});

test.each([
  ['Why the ferries stopped: “until Friday”', 'why-the-ferries-stopped-until-friday'],
  ['Don’t!', 'dont'],
  ['渡轮停航至周五', '渡轮停航至周五'],
  ['渡'.repeat(40), '渡'.repeat(16)],
  ['../..', ''],
  ['a '.repeat(100), Array.from({ length: 24 }, () => 'a').join('-')],
])('the slug of %j', (text, expected) => {
  expect(slug(text)).toBe(expected);
});

test.each([
  ['<!DOCTYPE html>\n<!-- saved from url=(0020)https://a.example.org/ -->\n<html>', 'x', 'html'],
  ['<?xml version="1.0"?>\n<rss version="2.0">', 'x', 'feed'],
  ['<?xml version="1.0"?><!-- x --><feed xmlns="x">', 'x.html', 'feed'],
  ['{"version":"https://jsonfeed.org/version/1.1"}', 'x', 'feed'],
  ['A headline\n\n<b> is a tag', 'x.txt', 'text'],
  ['A headline', 'x.html', 'html'],
  ['<article>x</article>', '', 'html'],
])('the format of %j in %s', (text, file, format) => {
  expect(guessFormat(text, file)).toBe(format);
});

test.each([
  ['plain words, as they stand', 'plain words, as they stand'],
  ['渡轮：停航', '"渡轮：停航"'],
  ['a: b', '"a: b"'],
  ['a #b', '"a #b"'],
  ['yes', '"yes"'],
  ['2026-11-24', '"2026-11-24"'],
  ['"quoted"', String.raw`"\"quoted\""`],
  ['{{x}}', String.raw`"\\{{x}}"`],
])('%j in YAML', (text, yaml) => {
  expect(yamlText(text)).toBe(yaml);
});

test.each([
  ['<p>'.repeat(1000), true],
  ['<div>'.repeat(257), false],
  ['<div></div>'.repeat(10_001), true],
  ['<b>x</b>'.repeat(20_001), false],
  [`<script>${'<div>'.repeat(1000)}</script>`, true],
  [`<!--${'<div>'.repeat(1000)}-->`, true],
  ['x'.repeat(3_000_001), false],
  ['<'.repeat(100_000), true],
])('the measure of markup %#', (markup, fits) => {
  expect(measureMarkup(markup).ok).toBe(fits);
});
