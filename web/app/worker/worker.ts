// The page's worker: the library's, with a place to keep runs, drawings and pins in.
import { serve } from '../../lib/serve.ts';
import { openCheckpointStore } from './checkpoint-store.ts';
import { openDrawingStore } from './drawing-store.ts';
import { openPinStore } from './pin-store.ts';
import { splitCore } from './split-core.ts';

serve(splitCore, {
  checkpoints: openCheckpointStore(),
  drawings: openDrawingStore(),
  pins: openPinStore(),
});
