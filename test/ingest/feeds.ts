export const RSS = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Quay &amp; Port</title><link>https://quay.example.org/</link><description>All of it</description><language>en-gb</language>
<item><title>Ferries stop: “until Friday” &amp; longer</title><link>https://quay.example.org/ferries</link>
<description><![CDATA[<p>Two islands wait for <b>bread</b> &amp; a doctor. <a href="/more">More</a></p><script>alert(1)</script>]]></description>
<content:encoded><![CDATA[<p>The whole story.</p>]]></content:encoded>
<dc:creator>Ana Quill</dc:creator><pubDate>Mon, 23 Nov 2026 18:05:00 +0100</pubDate>
<media:content url="https://quay.example.org/port.jpg" medium="image"/></item>
<item><title>&lt;i&gt;10&lt;/i&gt; firms {{leave}}</title><link>/firms</link><description>Plain words, 1 &lt; 2, *stars*.</description>
<pubDate>Sun, 22 Nov 2026 07:00:00 GMT</pubDate><author>ben@example.org (Ben Dock)</author></item>
<item><description>No title, no address.</description></item>
</channel></rss>
`;

export const ATOM = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans"><title>港湾日报</title><link href="https://gangwan.example.com/"/><id>urn:x:1</id><updated>2026-11-23T00:00:00Z</updated>
<entry><title type="html">渡轮&lt;b&gt;停航&lt;/b&gt;</title><link href="/100.html"/><link rel="edit" href="/edit"/><id>urn:x:2</id>
<updated>2026-11-23T09:30:00.5+08:00</updated><author><name>陈渡</name><email>chen@example.com</email></author><summary>周五以前不开船。</summary></entry>
<entry><title>五座岛</title><link href="https://gangwan.example.com/101.html"/><id>urn:x:3</id><updated>2026-11-22T09:30:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一名<em>医生</em>。</p></div></content></entry></feed>
`;

export const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Harbour Post',
  home_page_url: 'https://post.example.net/',
  items: [
    {
      id: '1',
      url: 'https://post.example.net/cranes',
      title: 'Cranes: silent # at last',
      summary: '1. One line\nAnd another.',
      image: 'https://post.example.net/cranes.jpg',
      date_published: '2026-11-23T09:30:00Z',
      authors: [{ name: 'Ben Dock' }],
    },
    {
      id: '2',
      url: 'https://post.example.net/gate',
      title: 'At the gate',
      content_html: '<p>A <a href="x">gate</a>.</p><img src="/gate.jpg">',
    },
  ],
});
