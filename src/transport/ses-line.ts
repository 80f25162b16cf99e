import { type AccountTrouble, BAD_ENDPOINT } from './ses-trouble.ts';
import { type SesAccountSettings, type SesClient, sesClient } from './ses-client.ts';
import { missingSetting } from './ses-missing.ts';
import { findRoute, type SesRoute } from './ses-route.ts';

/** Whether calls can be made with the settings and credentials of this moment. */
export type Readiness =
  | { readonly kind: 'ready'; readonly client: SesClient; readonly route: SesRoute }
  | { readonly kind: 'trouble'; readonly trouble: AccountTrouble };

export interface SesLine {
  /** Loads the SDK and finds the route once; credentials are looked at each time, and renewed when they are due. */
  readonly prepare: () => Promise<Readiness>;
  readonly close: () => Promise<void>;
}

export function openLine(settings: SesAccountSettings): SesLine {
  let loading: Promise<SesClient> | undefined;
  let route: SesRoute | null = null;
  return {
    prepare: async () => {
      loading ??= sesClient(settings);
      const client = await loading;
      const missing = await missingSetting(client);
      if (missing !== null) return { kind: 'trouble', trouble: missing };
      route ??= await findRoute(client);
      return route === null ? { kind: 'trouble', trouble: BAD_ENDPOINT } : { kind: 'ready', client, route };
    },
    close: async () => {
      if (loading !== undefined) (await loading).client.destroy();
    },
  };
}
