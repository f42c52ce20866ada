// Which Firefox the browser tests drive: the system's own.
import { find } from './program.mjs';

/** FIREFOX_PATH, or the first on PATH; undefined when there is none. */
export const findFirefox = () => process.env.FIREFOX_PATH || find(['firefox-esr', 'firefox']);
