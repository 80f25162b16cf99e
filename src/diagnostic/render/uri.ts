/** A path of the publication, with `/`, as a relative URI reference (RFC 3986 section 4.2). */
export function pathToUri(path: string): string {
  return path
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
