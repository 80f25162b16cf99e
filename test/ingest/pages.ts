/** Three pages of invented sites, each of another make. */

/** Semantic HTML with linked data, figures, and lists in an aside; addresses are relative. */
export const SEMANTIC_PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Ferries stop until Friday | The Quay</title>
<link rel="canonical" href="https://quay.example.org/2026/11/ferries">
<meta name="description" content="Two islands wait for bread and a doctor.">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Quay"},
{"@type":"NewsArticle","headline":"Ferries stop until Friday","author":[{"@type":"Person","name":"Ana Quill","email":"ana@example.org"}],
"datePublished":"2026-11-23T18:05:00+01:00","image":{"@type":"ImageObject","url":"/media/port.jpg"}}]}</script>
<script>document.title = 'a script ran'</script>
<style>p { color: red }</style>
</head>
<body>
<header><h1>The Quay</h1><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>
<main><article>
<h1>Ferries stop until Friday</h1>
<p class="byline">By <a rel="author" href="/ana">Ana Quill</a></p>
<figure><img src="/media/port.jpg" alt="The empty port"><figcaption>The port on Monday</figcaption></figure>
<p>(Port Alder) — The harbour board stopped every ferry on Monday, and said that <strong>nothing</strong> would leave the port before Friday morning.</p>
<p>“We can’t see the bow from the bridge,” said a captain with <a href="/people/captain">thirty years</a> on the line &amp; <em>two</em> ships. See <a href="javascript:alert(1)">this</a> and <a href="#top">that</a>.</p>
<h2>What it means</h2>
<p>Bread goes to the islands by boat, the doctor goes by boat, and so does the post. {{first_name}} is no slot here, and 1 &lt; 2 is no tag; C:\\temp and *stars* stay as they are.</p>
<ul><li>No bread until Friday</li><li>No doctor, <code>{{none}}</code></li></ul>
<figure><a href="/big"><img src="crane.jpg" alt="A crane (old)"></a><figcaption>The crane, by B. Quay</figcaption></figure>
<blockquote><p>The sea decides, and the board signs.</p></blockquote>
<table><tr><th>Line</th><th>Ships</th></tr><tr><td>North | South</td><td>2</td></tr></table>
<p>The next word of the board comes on Thursday, at noon, from the <a href="https://board.example.com/news?a=1&amp;b=(2)">board’s own page</a>.</p>
<img src="https://count.example.com/1.gif" width="1" height="1">
</article></main>
<aside><h3>Most read</h3><ol>
<li><a href="/one"><span>1</span>Why the ferries stopped</a></li>
<li><a href="/two"><span>2</span>Five islands, one doctor</a></li>
<li><a href="/three"><span>3</span>10 firms leave [the quay]</a></li></ol>
<h3>From our partners</h3><ol><li><a href="https://partner.example.com/x">Cranes for hire</a></li></ol></aside>
<footer><p>© The Quay</p></footer>
</body></html>
`;

/** Nested divs, og: tags, line breaks for paragraphs, pictures that a script would load. Plain text says who wrote it. */
export const DIV_PAGE = `<html><head>
<META http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>Harbour Post - Cranes fall silent</title>
<meta property="og:title" content="Cranes fall silent">
<meta property="og:url" content="http://post.example.net/cranes.php?id=7">
<meta property="og:image" content="https://post.example.net/img/cranes.jpg?w=800">
<meta property="og:image:alt" content="Seven cranes at dusk">
<meta property="article:published_time" content="Mon, 23 Nov 2026 09:30:00 GMT">
<meta name="author" content="by Ben Dock">
</head><body><div id="wrap"><div class="head"><div>Harbour Post</div></div>
<div class="columns"><div class="left"><div class="menu"><a href="a.php">A</a><a href="b.php">B</a></div></div>
<div class="middle"><div class="story"><div class="story-title"><h1>Cranes fall silent</h1></div>
<div class="story-body">
<div>The seven cranes of the old quay stood still on Monday morning for the first time in forty years, caf\u00e9s were full, and no one could say for how long.<br><br>
“It is quiet,” said a docker, “and quiet is what we are paid against.” The union asks for two more hands for each crane, and for a roof over the gate — nothing else.<br><br>
The board answered in one sentence, which we print in full: “The board has taken note.” It meets again on Wednesday, behind doors that were closed for us.</div>
<div><img data-src="img/gate.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="600" height="400"></div>
<div>A second picture was lost when the page was saved: <img src="cranes_files/lost.jpg" alt="lost"> it shows nothing.</div>
<div><b>Note:</b> this page was printed on paper first, and corrected on Tuesday, twice, by hand, with a pen that leaked.</div>
</div></div></div>
<div class="right"><div class="box most-popular"><div class="title">Popular now</div><ol><li><a href="p.php?id=1">Quiet at the gate</a></li><li><a href="p.php?id=2">Forty years of noise</a></li></ol></div></div>
</div></div></body></html>
`;

/** Chinese, in GB18030 as declared; spaces at the beginning of paragraphs, bold within a word's reach of quotes. */
export const CHINESE_PAGE = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-CN" lang="zh-CN"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>渡轮停航至周五_港湾日报</title>
<meta name="author" content="记者：陈渡" />
<link rel="canonical" href="https://gangwan.example.com/2026/1123/100.html" />
</head><body>
<div class="top"><a href="/">港湾日报</a></div>
<div class="content"><h1>渡轮停航至周五</h1>
<div class="info"><span class="date" itemprop="datePublished" content="2026年11月23日 08:30">2026年11月23日 08:30</span></div>
<div class="article-content">
<p>　　（奥德港）——港务局周一宣布，所有渡轮停航，周五早晨以前不会有船离港。两座岛上的居民正在等待面包和医生，邮件也留在码头的仓库里，等待天气好转。</p>
<p>　　一位船长说，<strong>“看不见船头”</strong>就不能开船。他在这条航线上工作了三十年，第一次看到这样的大雾，连灯塔的灯光也看不到，只能听见钟声。</p>
<p>　　港务局将在周四中午再次发布消息，届时将决定是否恢复部分航线；在此之前，请旅客留意广播和<a href="/notice.html">公告</a>，不要前往码头。</p>
</div></div>
<div class="sidebar"><div class="rank-list"><h3>热门新闻</h3><ol><li><a href="/1.html">为什么渡轮停航</a></li><li><a href="/2.html">五座岛一名医生</a></li></ol></div></div>
<div class="foot">版权所有</div></body></html>
`;
