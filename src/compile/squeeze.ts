const PRE = /(<pre[\s>][\s\S]*?<\/pre\s*>)/i;

/**
 * Takes indentation and blank lines out of HTML, which is a third of what MJML writes. Every run of whitespace that
 * holds a line end becomes one line end, and so stays whitespace; Outlook's conditional comments stay, and nothing
 * inside `<pre>` changes.
 */
export function squeeze(html: string): string {
  return html
    .split(PRE)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[ \t]*[\r\n]\s*/g, '\n')))
    .join('');
}
