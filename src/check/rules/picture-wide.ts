import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { shownPictures } from '../shown-pictures.ts';

/** Layouts are 640 pixels wide, which is 1,920 on the sharpest screens. */
const WIDEST = 1_920;

export const pictureWide: Rule = (input) =>
  shownPictures(input)
    .filter(({ facts }) => facts.width > WIDEST)
    .map(({ facts, span }) =>
      diagnose('check/picture-wide', span, {
        message: `this picture is ${facts.width} pixels wide, and a mail shows at most ${WIDEST} of them`,
        hint: 'save it 1280 pixels wide',
      }),
    );
