/** The service worker's own entry: built to /page-sw.js, which may then rule over any page. */
import { type PushWorker, servePush } from "./pushWorker";
import { serve } from "./shellWorker";

// `self` is typed as a window here; what the worker needs of it is checked by its shape.
const worker: unknown = self;
if (isWorker(worker)) {
  serve(worker);
  servePush(worker);
}

function isWorker(it: unknown): it is Parameters<typeof serve>[0] & PushWorker {
  return (
    typeof it === "object" &&
    it !== null &&
    "skipWaiting" in it &&
    "clients" in it &&
    "registration" in it
  );
}
