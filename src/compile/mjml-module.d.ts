/** What Courant calls of the `mjml` package, which brings no types of its own. */
declare module 'mjml' {
  export default function mjml2html(
    mjml: string,
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly html: string }>;
}
