import { withoutMjmlConfig } from './without-mjmlconfig.ts';

/** The one file that knows the MJML package, which is loaded only when there is something to compile. */

/** The version that package.json pins: part of a shape's key, so that no shape outlives its compiler. */
export const MJML_VERSION = '5.4.1';

/** What makes the output what it is. No `fonts`: MJML's own list would load them from a third party. */
export const MJML_OPTIONS = {
  validationLevel: 'strict',
  keepComments: true,
  minify: false,
  beautify: false,
  ignoreIncludes: true,
  fonts: {},
} as const;

/** A fault that MJML found in one of its elements, which begins in this line. */
export interface MjmlFault {
  readonly line: number;
  readonly message: string;
}

export type MjmlResult =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'faults'; readonly faults: readonly MjmlFault[] }
  | { readonly kind: 'failed'; readonly message: string };

export async function compileMjml(mjml: string): Promise<MjmlResult> {
  withoutMjmlConfig();
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(mjml, { ...MJML_OPTIONS });
    return { kind: 'html', html };
  } catch (error) {
    const faults = faultsOf(error);
    if (faults.length > 0) return { kind: 'faults', faults };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function faultsOf(error: unknown): readonly MjmlFault[] {
  if (typeof error !== 'object' || error === null || !('errors' in error) || !Array.isArray(error.errors)) return [];
  return error.errors.flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null || !('line' in fault) || !('message' in fault)) return [];
    return [{ line: Number(fault.line), message: String(fault.message) }];
  });
}
