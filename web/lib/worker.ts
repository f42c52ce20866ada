// The worker as the npm package has it: it keeps nothing.
import { serve } from './serve.ts';
import { wholeCore } from './whole-core.ts';

serve(wholeCore);
