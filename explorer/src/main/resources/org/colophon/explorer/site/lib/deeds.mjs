// One record that this key alone signs, from its members to its receipt.
import { ask, query } from './node.mjs';
import { keepOpening } from './openings.mjs';
import { as, compose, deliver, signed } from './statements.mjs';

/** The node itself waits some seconds each time. */
const WAITS = 12;

/**
 * Composes and signs the record, keeps what opens its commitment, sends it, and waits until the node
 * of these pages has it: the leader that gave the receipt may be ahead.
 * @param {object} [hidden] `{fileName, secret, target}`: the commitment, what it is of, and what the
 *   record is about
 * @returns {Promise<object>} `{opening, receipt}`
 * @throws {Refused} by the node or by the chain; an opening that was kept then opens nothing
 */
export async function recorded(key, role, type, members, hidden, signal) {
  const { id, record } = await signed(key, await compose(type, [as(key, role)], members));
  const opening =
    hidden &&
    (await keepOpening(hidden.secret, {
      fileName: hidden.fileName,
      id,
      record,
      role,
      target: hidden.target,
      type,
    }));
  const receipt = await deliver(record, signal);
  await come(id, receipt.height, signal);
  return { opening, receipt };
}

/** The record stands already: a node that is behind is asked again. */
async function come(id, height, signal) {
  for (let tries = 1; ; tries++) {
    try {
      return await ask(`records/${id}?${query({ at_least_height: height })}`, signal);
    } catch (fault) {
      if (fault.reason !== 'UNAVAILABLE' || tries === WAITS) throw fault;
    }
  }
}
