// The page of the short verifier: takes the files, and shows the lines that the command prints.
import { digestOf, linesOf, verifyShort } from '../short.mjs';
import { bytesOf, chunksOf } from './files.mjs';

const find = (id) => document.getElementById(id);
const inputs = { bundle: undefined, genesis: undefined, original: undefined };
let run = 0;

async function check() {
  const mine = ++run;
  const { bundle, genesis, original } = inputs;
  if (!bundle) return;
  show('wait', 'working', ['…']);
  try {
    const result = await verifyShort(await bytesOf(bundle), {
      genesis: genesis && (await bytesOf(genesis)),
      fileDigest: original && (await digestOf(chunksOf(original))),
    });
    const held = result.trustedGenesis ? 'good' : 'care';
    const state = result.verified ? 'VERIFIED' : (result.failed ?? 'NOT_JUDGED');
    const kind = result.verified ? held : result.failed ? 'bad' : 'care';
    if (mine === run) show(kind, state, linesOf(result));
  } catch (fault) {
    if (mine === run) show('bad', 'unread', [fault.message]);
  }
}

/** Shows the last line as the verdict, and all that lead to it. */
function show(kind, state, lines) {
  find('verdict').hidden = false;
  find('verdict').className = `verdict ${kind}`;
  find('heading').textContent = lines.at(-1);
  find('lines').textContent = lines.slice(0, -1).join('\n');
  document.body.dataset.state = state;
}

function take(id, file) {
  inputs[id] = file;
  document.querySelector(`[data-input=${id}] .chosen`).textContent = file?.name ?? '';
  check();
}

for (const id of Object.keys(inputs)) {
  find(id).addEventListener('change', (event) => take(id, event.target.files[0]));
}
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault(); // the file must not replace the page
  const field = event.target.closest?.('.take') ?? document.querySelector('[data-input=bundle]');
  const [file] = event.dataTransfer.files;
  if (file) take(field.dataset.input, file);
});
