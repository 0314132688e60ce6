/** Asks the browser to keep this page, where it may; answers whether it opens without network from now on. */
export async function keepShell(page: string): Promise<boolean> {
  if (!window.isSecureContext || !("serviceWorker" in navigator)) return false;
  try {
    // One worker per page: the same script rules over the scope it was asked for.
    await navigator.serviceWorker.register("/page-sw.js", { scope: page });
    return true;
  } catch (cause) {
    console.warn("the page is not kept for offline use:", cause);
    return false;
  }
}
