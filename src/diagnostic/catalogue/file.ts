import type { CatalogueArea } from './entry.ts';

export const fileCodes = {
  'file/not-utf8': {
    severity: 'error',
    summary: 'A text file is not in UTF-8.',
    why: 'Courant reads every text as UTF-8. Bytes in another encoding would turn into wrong letters in every mail.',
    bad: 'A file that was saved as Windows-1252 or GB18030.',
    good: 'The same file, saved again as UTF-8 (with or without a byte order mark).',
  },
  'file/too-large': {
    severity: 'error',
    summary: 'A file is larger than an issue’s file can sensibly be.',
    why: 'A text of several megabytes is no article: it is a wrong file, and reading it would only cost time.',
    bad: 'issues/2026-11-24-daily/10-story.md with 50 MB',
    good: 'A text file of at most 2 MB, a picture of at most 20 MB.',
  },
  'file/unreadable': {
    severity: 'error',
    summary: 'A file is there but could not be read.',
    why: 'The operating system refused it: often its permissions, or a broken link.',
    bad: 'A file that belongs to somebody else and is closed to you.',
    good: 'A file that your user can read.',
  },
  'file/outside': {
    severity: 'error',
    summary: 'A link in the file system leads out of the folder it stands in.',
    why: 'An issue must be whole in its folder, and a link could lead to a file that was never meant to be mailed.',
    bad: 'issues/2026-11-24-daily/notes.md -> /etc/passwd',
    good: 'A copy of the file inside the issue’s folder.',
  },
  'file/too-many': {
    severity: 'error',
    summary: 'A file has more problems than are shown.',
    why: 'Of one file the first 200 problems are shown: with more it is most likely another kind of file, or one slip upsets all that follows.',
    bad: 'a table of thousands of lines, saved as issue.md',
    good: 'a file in which some problems are mended, and which is checked again',
  },
  'picture/format': {
    severity: 'error',
    summary: 'A picture is in a format that mail programs don’t show, or is damaged.',
    why: 'Outlook and others show PNG, JPEG and GIF. WebP, AVIF, SVG and HEIC leave a hole where the picture should be.',
    bad: 'image: images/port.webp',
    good: 'image: images/port.jpg',
  },
} as const satisfies CatalogueArea;
