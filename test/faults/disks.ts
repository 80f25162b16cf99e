import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { type Scene, scratchFolder } from './newsroom.ts';

/** A disk of its own, which goes with its test. */
export interface Disk {
  readonly folder: string;
  /** Writes until not a byte more fits. */
  readonly fill: () => void;
  readonly free: () => void;
}

type SkippingScene = Scene & Pick<TestContext, 'skip'>;

/** In memory. Skips the test where mounting isn't allowed: nothing else is full for real. */
export function memoryDisk(scene: SkippingScene, size: string): Disk {
  return mounted(scene, (folder) => mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder));
}

/** An ext4 file system in a file. */
export function fileDisk(scene: SkippingScene): Disk {
  return mounted(scene, (folder) => {
    const image = `${folder}.img`;
    writeFileSync(image, '');
    truncateSync(image, 16 * 1024 * 1024);
    execFileSync('mkfs.ext4', ['-q', image]);
    mount('-o', 'loop', image, folder);
  });
}

/** A folder that is there, seen again where it can't be written to. */
export function readOnlyView(scene: SkippingScene, seen: string): Disk {
  return mounted(scene, (folder) => {
    mount('--bind', seen, folder);
    mount('-o', 'remount,bind,ro', folder);
  });
}

/** What ext4 itself does when its device fails: from now on every write is refused, also to files that are open. */
export function fail({ folder }: Disk): void {
  mount('-o', 'remount,abort', folder);
}

/** As after a restart of the machine: the file system is checked, and is whole again. */
export function repair({ folder }: Disk): void {
  execFileSync('umount', [folder]);
  try {
    execFileSync('fsck.ext4', ['-p', `${folder}.img`], { stdio: 'ignore' });
  } catch (error) {
    // 1: errors were found and mended.
    if (!(error instanceof Error && 'status' in error && error.status === 1)) throw error;
  }
  mount('-o', 'loop', `${folder}.img`, folder);
}

function mounted(scene: SkippingScene, put: (folder: string) => void): Disk {
  const folder = join(scratchFolder(scene), 'disk');
  mkdirSync(folder);
  try {
    put(folder);
  } catch (error) {
    scene.skip(`nothing can be mounted here: ${String(error)}`);
  }
  scene.onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    },
    free: () => rmSync(filler),
  };
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
