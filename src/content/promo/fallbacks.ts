import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located } from '../../diagnostic/source.ts';
import { startOf } from '../../diagnostic/source.ts';
import { nearest } from '../../publication/nearest.ts';
import type { PromoList } from '../issue.ts';

/** The lists that fill one up, nearest first: its fallback, that one's fallback, and so on. Never itself, none twice. */
export function fallbacksOf(list: PromoList, lists: readonly PromoList[]): readonly PromoList[] {
  const chain = new Set([list]);
  for (let next = fallbackOf(list, lists); next && !chain.has(next); next = fallbackOf(next, lists)) chain.add(next);
  return [...chain].slice(1).filter(({ kind }) => kind === list.kind);
}

function fallbackOf({ fallback }: PromoList, lists: readonly PromoList[]): PromoList | undefined {
  return fallback === null ? undefined : lists.find(({ name }) => name === fallback.value);
}

/** What is wrong with the fallbacks of an issue. `names` are those of all its lists, also of those that can't be read. */
export function checkFallbacks(lists: readonly PromoList[], names: readonly string[]): readonly Diagnostic[] {
  const named = new Set(lists.flatMap(({ fallback }) => fallback?.value ?? []));
  const diagnostics: Diagnostic[] = [];
  const inRing = new Set<PromoList>();
  for (const list of lists) {
    if (list.role === 'fallback' && !named.has(list.name)) diagnostics.push(unused(list));
    if (list.fallback === null) continue;
    const next = fallbackOf(list, lists);
    if (!names.includes(list.fallback.value)) diagnostics.push(missing(list.fallback, names));
    else if (next && next.kind !== list.kind) diagnostics.push(otherKind(list.fallback, list, next));
    if (inRing.has(list)) continue;
    const ring = ringOf(list, lists);
    for (const member of ring) inRing.add(member);
    if (ring.length > 0) diagnostics.push(ringed(list.fallback, ring));
  }
  return diagnostics;
}

/** The lists of the ring that a list stands in, itself first; empty where its fallbacks end, or lead to a ring of others. */
function ringOf(list: PromoList, lists: readonly PromoList[]): readonly PromoList[] {
  const seen = new Set([list]);
  for (let next = fallbackOf(list, lists); next; next = fallbackOf(next, lists)) {
    if (next === list) return [...seen];
    if (seen.has(next)) return [];
    seen.add(next);
  }
  return [];
}

function missing(fallback: Located<string>, names: readonly string[]): Diagnostic {
  const stem = fallback.value.replace(/^.*\//, '').replace(/\.(?:md|ya?ml|csv)$/i, '');
  const near = nearest(stem, names);
  const others = names.length > 1 ? `the lists of this issue are ${names.slice(0, 20).join(', ')}` : 'add the list';
  return diagnose('promo/fallback-missing', fallback.span, {
    message: `this issue has no promo list called \`${fallback.value.slice(0, 60)}\``,
    hint:
      near === undefined
        ? `${others}; a list that only fills others says \`fallback: only\``
        : `did you mean \`${near}\`?`,
  });
}

function otherKind(fallback: Located<string>, list: PromoList, next: PromoList): Diagnostic {
  return diagnose('promo/fallback-kind', fallback.span, {
    message: `this list is ${list.kind} and \`${next.name}\` is ${next.kind}: its items would be labelled wrongly here`,
    hint: `name a list that is ${list.kind} too`,
    notes: [{ message: `the ${next.kind} list`, span: next.title.span }],
  });
}

function ringed(fallback: Located<string>, ring: readonly PromoList[]): Diagnostic {
  const names = ring.map(({ name }) => `\`${name}\``);
  const way =
    ring.length === 1
      ? 'this list is its own fallback'
      : `${names.join(' → ')} → ${names[0]} fill each other in a ring`;
  return diagnose('promo/fallback-ring', fallback.span, {
    message: way,
    hint: ring.length === 1 ? 'name another list, or remove `fallback`' : 'remove `fallback` from one of them',
    notes: ring
      .slice(1, 6)
      .flatMap((list) => (list.fallback ? [{ message: 'and here', span: list.fallback.span }] : [])),
  });
}

function unused(list: PromoList): Diagnostic {
  return diagnose('promo/fallback-unused', startOf(list.file), {
    message: `no list names \`${list.name}\` as its fallback, and nothing of it will show`,
    hint: `write \`fallback: ${list.name}\` in the list that it shall fill, or remove \`fallback: only\` here`,
  });
}
