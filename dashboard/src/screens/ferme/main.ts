import { start } from "../../parts/start";
import Ferme from "./Ferme.svelte";

start(Ferme);
