// Everything that is measured, in the order of the table. A contender is
//   id, name  for --only and for people
//   needs     files of Inkling's builds, without which nothing is measured at all
//   images    of one measured epoch; fewer than 50,000 where an epoch would take too long
//   missing() a sentence when a peer is not installed: it is then left out
//   run(n)    trains n epochs and resolves with { seconds, wallSeconds?, trainLoss } of each; starts and ends all that
//             it needs, so that nothing of it is there while another is measured
// `seconds` is training alone, `wallSeconds` has the validation that follows.
import { inklingChromium, inklingNative, inklingNode, inklingPage } from './inkling.mjs';
import { onnxRuntime } from './onnxruntime.mjs';
import { pytorch } from './pytorch.mjs';
import { tensorFlow } from './tfjs.mjs';

export const contenders = [
  inklingNative({ threads: 1 }),
  inklingNative({ threads: 2 }),
  inklingNode,
  inklingChromium({ threads: 1 }),
  inklingChromium({ threads: 2 }),
  inklingPage,
  ...pytorch,
  ...tensorFlow,
  onnxRuntime,
];
