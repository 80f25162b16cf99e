import type { Source } from '../diagnostic/source.ts';
import type { PublicationFile } from './schema/publication.ts';

/** courant.yaml, read and understood: the settings of one newsroom's newsletter. */
export interface Publication extends PublicationFile {
  /** courant.yaml as it was read. */
  readonly source: Source;
}
