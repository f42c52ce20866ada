// What the worker runs under Node.js: the browser's script, in a scope like a browser's.
import './worker-scope.ts';

// By its address, since it is compiled against a worker's global scope and this file against Node's.
await import(new URL('../lib/worker.js', import.meta.url).href);
