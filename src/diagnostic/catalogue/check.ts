import type { CatalogueArea } from './entry.ts';

export const checkCodes = {
  'check/duplicate-id': {
    severity: 'error',
    summary: 'Two issues have the same id.',
    why: 'Deliveries are counted by the id of an issue. With one id for two issues, readers of the first would never get the second.',
    bad: 'id: 2026-11-24-daily   # copied together with the folder',
    good: 'id: 2026-11-25-daily',
  },
  'check/subject-long': {
    severity: 'warning',
    summary: 'A subject is longer than inboxes show.',
    why: 'What does not fit is cut off, on phones after some 40 letters, and readers decide by what they see.',
    bad: 'subject: Everything that the harbour board decided on Monday about ferries, tides, cranes and the new pier',
    good: 'subject: Ferries stop until Friday\npreheader: And what else the harbour board decided on Monday.',
  },
  'check/preheader-missing': {
    severity: 'warning',
    summary: 'An issue has no preheader.',
    why: 'Inboxes show it beside the subject. Without one they show the first words of the mail, such as a date.',
    bad: 'subject: Ferries stop until Friday',
    good: 'subject: Ferries stop until Friday\npreheader: Two islands wait for bread and a doctor.',
  },
  'check/preheader-repeats': {
    severity: 'warning',
    summary: 'The preheader says the same as the subject.',
    why: 'Inboxes show both side by side, so that the second line tells the reader nothing.',
    bad: 'subject: Ferries stop until Friday\npreheader: Ferries stop until Friday.',
    good: 'subject: Ferries stop until Friday\npreheader: Two islands wait for bread and a doctor.',
  },
  'check/article-empty': {
    severity: 'warning',
    summary: 'An article that is shown in full has no text.',
    why: 'Readers would see a headline and nothing below it, as if something had been lost.',
    bad: '---\ntitle: Why the ferries stopped\n---',
    good: '---\ntitle: Why the ferries stopped\ndisplay: headline\nurl: https://news.example.org/ferries\n---',
  },
  'check/picture-heavy': {
    severity: 'warning',
    summary: 'A picture weighs more than a megabyte.',
    why: 'Readers on the road wait for it, or never see it.',
    bad: 'image: images/port-from-the-camera.jpg',
    good: 'image: images/port-1280.jpg',
  },
  'check/picture-wide': {
    severity: 'warning',
    summary: 'A picture has more pixels than any mail shows.',
    why: 'A mail is 640 pixels wide, three times that on the sharpest screens. The rest costs time and is never seen.',
    bad: 'image: images/port-6000.jpg',
    good: 'image: images/port-1280.jpg',
  },
  'check/gmail-clipping': {
    severity: 'warning',
    summary: 'A mail is so long that Gmail would cut it off.',
    why: 'Gmail shows about 102 KB of HTML and hides the rest behind a link, together with the link to unsubscribe.',
    bad: 'display: full      # for twelve long articles',
    good: 'display: teaser    # for all but the first',
  },
  'check/field-lacking': {
    severity: 'warning',
    summary: 'Readers lack a field that the mail shows without a default.',
    why: 'They would read a sentence with a hole in it.',
    bad: 'Good morning, {{first_name}}!',
    good: 'Good morning, {{first_name|reader}}!',
  },
  'check/todo': {
    severity: 'warning',
    summary: 'A text is still to be written.',
    why: '`courant import` leaves TODO where it could not tell what belongs there. Such an issue can be built and looked at; `courant send` refuses it.',
    bad: 'subject: TODO',
    good: 'subject: Ferries stop until Friday',
  },
} as const satisfies CatalogueArea;
