import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import type { PictureFacts, Pictures } from '../compile/pictures.ts';
import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { startOf } from '../diagnostic/source.ts';

const PICTURE_LIMIT = 20 * 1024 * 1024;
/** What every mail program shows. */
const EXTENSION: Readonly<Record<string, string>> = { png: 'png', jpg: 'jpg', gif: 'gif' };

/** Measures and hashes local pictures; keyed by their paths as given. */
export async function readPictures(root: string, files: readonly string[]): Promise<Checked<Pictures>> {
  const pictures = new Map<string, PictureFacts>();
  const diagnostics: Diagnostic[] = [];
  for (const file of new Set(files)) {
    const read = readPicture(root, file);
    if (read.value !== undefined) pictures.set(file, read.value);
    for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
  }
  return { value: pictures, diagnostics };
}

function readPicture(root: string, file: string): Checked<PictureFacts> {
  const path = join(root, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  // One that isn't there has its diagnostic already, at the place that names it.
  if (stats?.isFile() !== true) return { value: undefined, diagnostics: [] };
  const { size } = stats;
  if (size > PICTURE_LIMIT)
    return wrong(file, 'file/too-large', 'this picture is larger than 20 MB', 'Save a smaller copy of it.');
  const bytes = readFileSync(path);
  const facts = measure(bytes);
  if (facts === undefined) {
    const hint = 'Save it as PNG, JPEG or GIF: the formats that every mail program shows.';
    return wrong(file, 'picture/format', 'this file is not a picture that mail programs can show', hint);
  }
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${facts.extension}`;
  return { value: { file, name, width: facts.width, height: facts.height, bytes: size }, diagnostics: [] };
}

function measure(
  bytes: Buffer,
): { readonly width: number; readonly height: number; readonly extension: string } | undefined {
  try {
    const { width, height, type, orientation } = imageSize(bytes);
    const extension = EXTENSION[type ?? ''];
    if (extension === undefined) return undefined;
    // EXIF orientations 5 to 8 are shown turned by a quarter.
    return (orientation ?? 1) >= 5 ? { width: height, height: width, extension } : { width, height, extension };
  } catch {
    return undefined;
  }
}

function wrong(
  file: string,
  code: 'file/too-large' | 'picture/format',
  message: string,
  hint: string,
): Checked<PictureFacts> {
  return { value: undefined, diagnostics: [diagnose(code, startOf(file), { message, hint })] };
}
