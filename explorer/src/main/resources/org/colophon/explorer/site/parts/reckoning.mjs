// Steps of a standard: what each comes to under every reading, by which formula and rule, and on which
// figures and records it rests.
import { facts, link, make } from '../lib/dom.mjs';
import { hashLink } from '../lib/format.mjs';
import { called, say, spoken } from '../lib/words.mjs';

/** A wording of a standard, in the reader's language. */
export const worded = (wording) => wording[spoken() === 'zh' ? 'zh' : 'en'];

/** A value as its kind is read: money in whole units, parts in per cent. */
export function valued(value, kind, { currency, exponent }) {
  if (value === undefined) return say('reckoning.missing');
  if (Array.isArray(value)) return value.map((one) => valued(one, 'MONEY', { currency, exponent })).join(' · ');
  if (value?.missing) return say('reckoning.notComputable');
  if (value?.error) return called('obstacles', value.error);
  if (kind === 'MONEY') return `${amount(value, exponent)} ${currency}`;
  if (kind === 'BASIS_POINTS') return `${amount(value, 2)} %`;
  if (kind === 'BOOLEAN') return say(value ? 'yes' : 'no');
  return String(value);
}

/** Exact, without floating point: the digits are moved, not divided. */
function amount(value, exponent) {
  const digits = String(Math.abs(value)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const part = digits.slice(digits.length - exponent);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${part && `.${part}`}`;
}

/** A combination of readings in words, by the standard's parameters. */
export const readingText = (chosen, parameters) =>
  parameters
    .map(({ label, name, readings }) => {
      const reading = readings.find((one) => one.name === chosen[name]);
      return `${worded(label)}: ${worded(reading.label)}`;
    })
    .join(' · ') || say('reckoning.only');

/** What stands over a reading's column, where there are several: their words stand once, in a legend. */
export const letter = (i) => say('reckoning.reading', String.fromCharCode(65 + i));

/**
 * A standard's steps, one below the other.
 * @param {object} shown `{currency, exponent, inputs, steps}` of a standard or of a reckoning
 * @param {object[]} columns `{name, of(step)}`: what stands beside each step
 */
export const stepList = (shown, columns) =>
  make(
    'div',
    { class: 'reckoning' },
    shown.steps.map((step) => stepOf(step, shown, columns)),
  );

const stepOf = (step, shown, columns) =>
  make(
    'details',
    { id: `step-${step.id}`, 'data-step': step.id },
    make(
      'summary',
      {},
      make('b', { text: worded(step.label) }),
      columns.map(({ name, of }) =>
        make(
          'span',
          { class: 'figure' },
          columns.length > 1 && make('small', { text: name }),
          make('span', { class: 'value', text: of(step) }),
        ),
      ),
    ),
    facts(
      [say('reckoning.rule'), worded(step.citation)],
      [say('reckoning.formula'), make('pre', { tabindex: 0, text: step.formula })],
      [
        say('reckoning.uses'),
        step.uses?.length > 0 && step.uses.map((name) => usedOf(name, shown)),
      ],
      [say('reckoning.assumed'), step.assumed?.length > 0 && step.assumed.join(', ')],
    ),
  );

/** What a formula calls by that name: a step above, with the way there, or a figure and its records. */
function usedOf(name, shown) {
  const step = shown.steps.find(({ id }) => id === name);
  if (step) {
    return make(
      'div',
      {},
      make('code', { text: name }),
      ' ',
      make('button', {
        type: 'button',
        class: 'link',
        text: worded(step.label),
        onclick: () => open(step.id),
      }),
    );
  }
  const input = shown.inputs.find((one) => one.name === name);
  return make(
    'div',
    {},
    make('code', { text: name }),
    input && [' ', ...figureOf(input, shown)],
  );
}

function open(id) {
  const found = document.getElementById(`step-${id}`);
  found.open = true;
  found.scrollIntoView({ block: 'center' });
  found.querySelector('summary').focus();
}

/** A figure: what it is called, its value, on what it rests, and each record of it. */
export const figureOf = (input, shown) => [
  worded(input.label),
  ' ',
  input.basis && make('b', { text: valued(input.value, input.kind, shown) }),
  ' ',
  make('span', {
    class: `tag ${{ RECORDED: 'good', OPENED: 'good', BROUGHT: 'wait', ASSUMED: 'wait' }[input.basis] ?? ''}`,
    text: called('bases', input.basis ?? input.source),
  }),
  ...(input.records ?? []).map((record) => [' ', hashLink('record', record)]).flat(),
];

export const standardLink = (hash) => link(`standard/${hash}`, hash, { class: 'hash whole' });
