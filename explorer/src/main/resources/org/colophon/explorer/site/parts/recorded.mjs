// What stands where a form was, once the record that it made stands on the chain.
import { make } from '../lib/dom.mjs';
import { hashLink } from '../lib/format.mjs';
import { openingFile } from '../lib/openings.mjs';
import { say } from '../lib/words.mjs';
import { saves } from './saving.mjs';

/** @param {() => void} again shows the page as it is now */
export const recordedCard = ({ opening, receipt }, title, again) =>
  make(
    'div',
    { class: 'verdict good', 'data-recorded': receipt.id },
    make('h3', { text: title }),
    make(
      'p',
      {},
      say('placeText', receipt.height, receipt.index),
      ' ',
      hashLink('record', receipt.id),
    ),
    opening && make('p', { class: 'not', text: say('decision.keep') }),
    make(
      'p',
      { class: 'actions' },
      opening && saves(say('drafts.saveOpening'), () => openingFile(opening)),
      make('button', { type: 'button', text: say('decision.look'), onclick: again }),
    ),
  );
