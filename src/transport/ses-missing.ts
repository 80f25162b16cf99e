import { type AccountTrouble, BAD_REGION, NO_CREDENTIALS, NO_REGION } from './ses-trouble.ts';
import type { SesClient } from './ses-client.ts';

/** What the SDK needs and wasn't given. It renews credentials here when they are due. */
export async function missingSetting({ client: { config } }: SesClient): Promise<AccountTrouble | null> {
  try {
    await config.region();
  } catch (error) {
    return error instanceof Error && error.message === 'Region is missing' ? NO_REGION : BAD_REGION;
  }
  try {
    await config.credentials();
  } catch {
    // Why not is left unsaid: its words may quote what a credential program printed.
    return NO_CREDENTIALS;
  }
  return null;
}
