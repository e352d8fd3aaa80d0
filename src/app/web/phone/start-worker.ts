import { choices, subscribeTexts } from '#ui';

const ADDRESS = '/phone-worker.js';

/** Tells the worker which words to keep; it knows where they are. */
function tellLanguage(worker: ServiceWorker | null): void {
  worker?.postMessage({ language: choices().language });
}

/**
 * Registers what opens the phone's pages without network. Plain http has no service worker; there the pages say that
 * they need the network. A newer one takes over when no page of the older is open any more, so that no form breaks.
 */
export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  try {
    const registration = await navigator.serviceWorker.register(ADDRESS, { scope: '/m' });
    const tellAll = () => [registration.installing, registration.waiting, registration.active].forEach(tellLanguage);
    registration.addEventListener('updatefound', tellAll);
    subscribeTexts(tellAll);
    tellAll();
  } catch {
    // A private window or a full phone: the pages work as long as there is network.
  }
}
