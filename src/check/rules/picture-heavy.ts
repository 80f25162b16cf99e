import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { shownPictures } from '../shown-pictures.ts';

const HEAVIEST = 1_000_000;

export const pictureHeavy: Rule = (input) =>
  shownPictures(input)
    .filter(({ facts }) => facts.bytes > HEAVIEST)
    .map(({ facts, span }) =>
      diagnose('check/picture-heavy', span, {
        message: `this picture weighs ${(facts.bytes / 1_000_000).toFixed(1)} MB`,
        hint: 'save it smaller: 1280 pixels wide and a quality of 80 are plenty in a mail',
      }),
    );
