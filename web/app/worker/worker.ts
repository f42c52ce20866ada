// The page's worker: the library's, with a place to keep runs and drawings in.
import { serve } from '../../lib/serve.ts';
import { openCheckpointStore } from './checkpoint-store.ts';
import { openDrawingStore } from './drawing-store.ts';
import { splitCore } from './split-core.ts';

serve(splitCore, { checkpoints: openCheckpointStore(), drawings: openDrawingStore() });
