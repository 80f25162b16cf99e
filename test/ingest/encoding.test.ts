import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/ingest/encoding/decode.ts';
import { encodeAs } from './encode-as.ts';

const TEXTS: Readonly<Record<string, string>> = {
  gb18030:
    '渡轮停航至周五\n\n（奥德港）——港务局周一宣布，所有渡轮停航，周五早晨以前不会有船离港。两座岛上的居民正在等待面包和医生。\n',
  big5: '渡輪停航至週五\n\n（奧德港）——港務局週一宣布，所有渡輪停航，週五早晨以前不會有船離港。兩座島上的居民正在等待麵包和醫生。\n',
  shift_jis:
    'フェリーは金曜日まで欠航\n\n（奥徳港）港湾局は月曜日、すべてのフェリーを欠航にすると発表した。二つの島ではパンと医者を待っている。\n',
  'euc-kr':
    '여객선 금요일까지 운항 중단\n\n항만국은 월요일 모든 여객선의 운항을 중단한다고 발표했다. 두 섬의 주민들은 빵과 의사를 기다리고 있다.\n',
  'windows-1252':
    'Cafés stay “open” — until Friday\n\nThe board’s word was final, said a naïve clerk – and the ferries stopped… for 10 €.\n',
  'windows-1256':
    'توقفت العبارات حتى يوم الجمعة\n\nقال مجلس الميناء يوم الاثنين إن كل العبارات ستتوقف حتى صباح الجمعة، وينتظر سكان الجزيرتين الخبز والطبيب.\n',
};

describe.each(Object.entries(TEXTS))('%s', (encoding, text) => {
  test('is detected', async () => {
    expect(await decodeText(encodeAs(text, encoding))).toEqual({ ok: true, value: { text, encoding } });
  });
  test('is believed when declared', async () => {
    const page = `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}"><p>${text.slice(0, 12)}</p>`;
    expect(await decodeText(encodeAs(page, encoding))).toMatchObject({ ok: true, value: { text: page } });
  });
});

test.each([
  ['UTF-8 with a mark', Buffer.from('\ufeff渡轮 “x”'), '渡轮 “x”', 'utf-8'],
  ['UTF-16 with a mark', Buffer.from('\ufeff渡轮 “x”', 'utf16le'), '渡轮 “x”', 'utf-16le'],
  ['UTF-16, the other end first', Buffer.from('\ufeff渡轮', 'utf16le').swap16(), '渡轮', 'utf-16be'],
  ['UTF-16 without a mark', Buffer.from('A headline', 'utf16le'), 'A headline', 'utf-16le'],
  [
    'UTF-8 that declares otherwise',
    Buffer.from('<meta charset="gb2312"><p>渡轮停航至周五早晨'),
    '<meta charset="gb2312"><p>渡轮停航至周五早晨',
    'utf-8',
  ],
  [
    'an encoding that nobody knows',
    Buffer.from('<?xml version="1.0" encoding="klingon"?><rss>é</rss>'),
    '<?xml version="1.0" encoding="klingon"?><rss>é</rss>',
    'utf-8',
  ],
])('%s', async (_, bytes, text, encoding) => {
  expect(await decodeText(bytes)).toEqual({ ok: true, value: { text, encoding } });
});

test.each([
  ['bytes of no encoding', Buffer.of(0x81, 0x20, 0xff, 0xff), 'unknown-encoding'],
  ['NUL bytes', Buffer.from('a\0b\0\0c'), 'not-text'],
  ['a packed file', Buffer.from('PK\u0003\u0004'), 'not-text'],
])('%s are refused', async (_, bytes, code) => {
  expect(await decodeText(bytes)).toMatchObject({ ok: false, refusal: { code } });
});
