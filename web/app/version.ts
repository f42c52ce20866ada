// The service worker as the page knows it: visits without the network, and the way to a newer version. A version is taken up
// when the person says so or when no page of the one before is open any more, never under somebody's hands.
import { ownScript } from './own-script.ts';

declare global {
  interface ImportMeta {
    readonly env: { readonly PROD: boolean }; // Vite's: whether this is a build, which has a sw.js
  }
}

export interface Version {
  /** From now on; once. */
  watch(): void;
  /** Takes up the newest one. */
  reload(): void;
}

const hour = 3_600_000;
const takeOverMilliseconds = 3000;

/** Does nothing where service workers cannot be had: over plain http, or in a private window of some browsers. */
export function createVersion(onNewVersion: () => void): Version {
  let registration: Promise<ServiceWorkerRegistration | undefined> | undefined;

  async function reload(): Promise<void> {
    const waiting = (await registration)?.waiting;
    if (!waiting) {
      location.reload();
      return;
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    setTimeout(() => location.reload(), takeOverMilliseconds);
    waiting.postMessage('take-over');
  }

  return {
    watch() {
      if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
      registration ??= register(onNewVersion).catch(() => undefined); // the page works without
    },
    reload: () => void reload(),
  };
}

async function register(onNewVersion: () => void): Promise<ServiceWorkerRegistration | undefined> {
  const { serviceWorker } = navigator;
  let isControlled = serviceWorker.controller !== null;
  serviceWorker.controller?.postMessage('opened'); // whose version this page is of
  serviceWorker.addEventListener('controllerchange', () => {
    // At a first visit it is this version's own; later another tab has taken up a newer one.
    if (isControlled) onNewVersion();
    isControlled = true;
  });
  const registration = await serviceWorker.register(ownScript(new URL('sw.js', document.baseURI)), {
    updateViaCache: 'none',
  });
  const look = () => {
    if (registration.waiting && serviceWorker.controller) onNewVersion();
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  lookHourly(registration);
  return registration;
}

/** A tab that stays open for days hears of a new version too. */
function lookHourly(registration: ServiceWorkerRegistration): void {
  let last = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - last < hour) return;
    last = Date.now();
    registration.update().catch(() => {}); // offline, say
  });
}
