/** One's own phones that are told of alerts. */
import { ask } from "./ask";
import { phones } from "./decodePhones";
import type { PhoneForm } from "./types";

const PATH = "/api/v1/notices/phones";

export const listPhones = () => ask({ path: PATH }, phones);

export const addPhone = (form: PhoneForm) =>
  ask({ method: "POST", path: PATH, body: form }, phones);

export const dropPhone = (id: string) => ask({ method: "DELETE", path: `${PATH}/${id}` }, phones);
