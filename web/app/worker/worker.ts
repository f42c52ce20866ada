// The page's worker: the library's, with a place to keep runs and drawings in.
import { serve } from '../../lib/serve.ts';
import { openCheckpointStore } from './checkpoint-store.ts';
import { openDrawingStore } from './drawing-store.ts';

serve({ checkpoints: openCheckpointStore(), drawings: openDrawingStore() });
