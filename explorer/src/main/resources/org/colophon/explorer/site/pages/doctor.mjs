// The operator's page: what the node's doctor finds, the worst first, and what to do about it. The findings
// are the node's own words, in English; they name paths and hosts, so only its operators are given them.
import { facts, link, make, section } from '../lib/dom.mjs';
import { count, time } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { failed, loading } from '../parts/states.mjs';

const PEER = /^peer (.+)$/;

export async function show({ signal }) {
  const caller = await ask('caller', signal);
  const place = make('div', { id: 'examination', 'aria-live': 'polite' });
  if (caller.operator) examine(place, signal);
  else place.append(refused(caller));
  return {
    title: say('doctor.title'),
    content: [
      make('h1', { text: say('doctor.heading') }),
      make('p', { class: 'lead', text: say('doctor.lead') }),
      place,
    ],
  };
}

/** The other nodes are asked each time: that takes seconds when one of them is down. */
async function examine(place, signal) {
  place.replaceChildren(loading(say('doctor.examining')));
  const again = () => examine(place, signal);
  try {
    const found = await ask('examination', signal);
    place.replaceChildren(...report(found, again));
  } catch (fault) {
    if (!signal.aborted) place.replaceChildren(failed(fault, again));
  }
}

function report({ findings, node, time: made, version }, again) {
  const of = (severity) => findings.filter((one) => one.severity === severity);
  const [errors, warnings, well] = ['ERROR', 'WARNING', 'OK'].map(of);
  const [kind, worst] =
    errors.length > 0
      ? ['bad', 'ERROR']
      : warnings.length > 0
        ? ['care', 'WARNING']
        : ['good', 'OK'];
  return [
    make(
      'div',
      { class: `verdict ${kind}`, 'data-worst': worst },
      make('h2', { text: say(`doctor.worst.${worst}`) }),
      make('p', {
        text: say(
          'doctor.counts',
          count(errors.length),
          count(warnings.length),
          count(well.length),
        ),
      }),
      make('p', {}, say('doctor.made', node, version), ' ', time(made)),
    ),
    make(
      'p',
      { class: 'actions' },
      make('button', {
        type: 'button',
        'data-does': 'examine',
        text: say('doctor.again'),
        onclick: again,
      }),
      link('network', say('doctor.network'), { class: 'button quiet' }),
    ),
    ...troubles('ERROR', errors, 'bad'),
    ...troubles('WARNING', warnings, 'care'),
    well.length > 0 &&
      section(
        called('severities', 'OK'),
        {},
        facts(...well.map(({ found, topic }) => [named(topic), inEnglish('span', found)])),
      ),
  ].filter(Boolean);
}

const troubles = (severity, findings, kind) =>
  findings.length === 0
    ? []
    : [
        section(
          called('severities', severity),
          {},
          ...findings.map(({ found, remedy, topic }) =>
            make(
              'article',
              { class: `verdict ${kind}`, 'data-severity': severity },
              make('h3', { text: named(topic) }),
              inEnglish('p', found),
              remedy &&
                make(
                  'p',
                  {},
                  make('b', { text: say('doctor.todo') }),
                  ' ',
                  inEnglish('span', remedy),
                ),
            ),
          ),
        ),
      ];

/** A key of the settings is its own name. */
function named(topic) {
  const peer = PEER.exec(topic);
  return peer ? say('doctor.peer', peer[1]) : called('doctorTopics', topic);
}

const inEnglish = (tag, text) => make(tag, { lang: 'en', text });

/** Whom the node takes the reader for, and how an operator comes in. */
const refused = ({ kind, name, organisation }) =>
  make(
    'div',
    { class: 'card', id: 'no-operator' },
    make('h2', { text: say('doctor.refusedTitle') }),
    make('p', {
      text:
        kind === 'ANONYMOUS'
          ? say('doctor.anonymous')
          : say('doctor.somebodyElse', name, organisation),
    }),
    make('p', { text: say('doctor.why') }),
    make('h3', { text: say('doctor.howTitle') }),
    make(
      'ol',
      {},
      ['name', 'issue', 'import', 'open'].map((step) =>
        make('li', { text: say(`doctor.how.${step}`) }),
      ),
    ),
    make('pre', { tabindex: 0, lang: 'en', text: COMMANDS }),
    make(
      'p',
      { class: 'actions' },
      link('network', say('doctor.network'), { class: 'button quiet' }),
    ),
  );

const COMMANDS = `colophon-node issue --dir ORGANISATION --subject PSEUDONYM \\
    --certificate operator.pem --key operator.key.pem
openssl pkcs12 -export -in operator.pem -inkey operator.key.pem -out operator.p12`;
