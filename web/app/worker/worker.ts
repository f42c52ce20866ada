// The page's worker: the library's, with a place to keep runs in.
import { serve } from '../../lib/serve.ts';
import { openCheckpointStore } from './checkpoint-store.ts';

serve(openCheckpointStore());
