import type { Folder } from './memory-workspace.ts';

/** A valid publication with something of everything: what is mutated. */
const FILES: Readonly<Record<string, string>> = {
  'courant.yaml': `# yaml-language-server: $schema=schemas/publication.schema.json
name: The Harbour Daily
url: https://news.example.org
linkBase: https://mail.example.org
from: '"Daily, The Harbour" <daily@example.org>'
replyTo: editors@example.org
address: 1 Quay Street, Port Alder
language: en
timeZone: Europe/Lisbon
template: daily
fields: { first_name: { type: text }, joined: { type: date }, country: { type: text } }
lists:
  daily: { title: The daily letter }
segments:
  asia: { list: daily, where: { country: { in: [CN, JP] }, joined: { before: 2026-01-01 } } }
checks: { clients: [gmail, outlook], severity: { link/insecure: error } }
`,
  'issues/one/issue.md': `---
id: one-4xk7
subject: "{{first_name|Reader}}, the ferries stand still"
preheader: Five islands, one doctor
date: 2026-11-24 07:30
template: daily
language: en
order: [20-doctor, 10-ferries]
embargo: 2026-11-24T06:00
segments: [asia]
---
Good morning, {{first_name|reader}}. **Five** islands wait; [one](https://news.example.org/one "A title") does not.
`,
  'issues/one/10-ferries.md': `---
title: Ferries stand still
deck: >-
  Two lines
  about a strike
byline: { name: Ana Prado, email: ana@example.org }
dateline: PORT ALDER
date: 2026-11-23
url: https://news.example.org/ferries
image: { src: images/port.png, alt: The port, credit: Ana, caption: At dawn }
section: Harbour
---
## The strike

> Nobody came.
> > Not one.

1. First, \`{{code}}\`
2. Second \\{{ and a<https://news.example.org/auto>
   - inner *one*
   - ~~gone~~ 渡轮 كل صباح

| Pier | Ships |
|:-----|------:|
| One  | 2 \\| 3 |

![A crane](images/crane.png "Cranes")

<!-- more -->

A note[^1] and [a link][ref].

\`\`\`
code {{here}}
\`\`\`

[^1]: The note.
[ref]: https://news.example.org/ref
`,
  'issues/one/20-doctor.md':
    '---\r\ntitle: 一位医生\r\ndisplay: teaser\r\nurl: https://news.example.org/doctor\r\n---\r\nShe came by boat.\r\n',
  'issues/one/images/port.png': 'png',
  'issues/one/images/crane.png': 'png',
  'issues/one/promos/most-read.md': `---
title: Most read
limit: 2
---
1. [Why the ferries stopped](https://news.example.org/ferries-why)
2. [Five islands, one doctor](https://news.example.org/islands) {from=2026-10-01 until=2026-12-08}
3. A title for {{first_name|you}}
`,
  'issues/one/promos/partners.yaml': `title: From our partners
kind: sponsored
items:
  - { rank: 1, title: Cranes for hire, url: https://partner.example.com/1, sponsor: Northline, until: 2026-12-08 }
  - rank: 2
    title: "Ropes, and more"
    url: https://partner.example.com/2
    sponsor: Ropeworks
`,
  'issues/one/promos/readers.csv':
    'score,title,url,from\n9.5,"Tides, moons",https://news.example.org/tides,2026-11-01\n3,Doors,https://news.example.org/doors,\n',
  'issues/one/promos/readers.csv.yaml': 'title: Readers chose\norder: score\n',
  'templates/daily/template.yaml': 'title: Daily\ndescription: A small layout\n',
  'templates/theme.yaml': 'colors: { ink: "#222222" }\nprose: { p: "margin:0" }\n',
  'templates/daily/layout.mjml.hbs': `<mjml lang="{{issue.language}}" dir="{{issue.dir}}">
  <mj-head><mj-title>{{issue.subject}}</mj-title><mj-style>h1 { color: {{theme.colors.ink}} }</mj-style></mj-head>
  <mj-body>
    {{!-- a comment --}}
    {{#if issue.note}}<mj-section><mj-column><mj-text>Dear {{slot "first_name" default="reader"}}, {{issue.note}}</mj-text></mj-column></mj-section>{{/if}}
    {{#each articles}}{{> story}}{{/each}}
    {{#each promoLists}}<mj-section><mj-column>{{#each items}}<mj-text>{{rank}}. {{title}}</mj-text>{{/each}}</mj-column></mj-section>{{/each}}
    <mj-section><mj-column><mj-text><a href="{{links.unsubscribe}}">Leave</a></mj-text></mj-column></mj-section>
  </mj-body>
</mjml>
`,
  'templates/partials/story.mjml.hbs': `<mj-section><mj-column>
  {{#if image}}<mj-image src="{{image.src}}" alt="{{image.alt}}" />{{/if}}
  <mj-text><h2>{{title}}</h2>{{#unless (eq display "headline")}}{{body}}{{/unless}}</mj-text>
</mj-column></mj-section>
`,
};

export const VALID: Folder = new Map(
  Object.entries(FILES).map(([path, text]) => [path, new TextEncoder().encode(text)]),
);
