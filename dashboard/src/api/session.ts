/** Signing in and out, and who is asking. */
import { ask, tell } from "./ask";
import { viewer } from "./decodePeople";

const path = "/api/v1/session";

export const getSession = () => ask({ path }, viewer);
export const openSession = (code: string) => ask({ method: "POST", path, body: { code } }, viewer);
export const closeSession = () => tell({ method: "DELETE", path });
