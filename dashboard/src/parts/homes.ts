/** Where each role is at home. */
import type { Hub } from "../live";

type Role = NonNullable<Hub["viewer"]>["role"];

export const homes: Record<Role, string> = {
  keeper: "/ferme",
  dispatcher: "/repartition",
  courier: "/livreur",
  merchant: "/commercant",
  official: "/ville",
  admin: "/admin",
};
