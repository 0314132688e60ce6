/** Asks the browser to keep this page, where it may; answers whether it opens without network from now on. */
export async function keepShell(): Promise<boolean> {
  if (!window.isSecureContext || !("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register("/livreur-sw.js", { scope: "/livreur" });
    return true;
  } catch (cause) {
    console.warn("the page is not kept for offline use:", cause);
    return false;
  }
}
