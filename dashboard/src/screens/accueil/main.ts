import { start } from "../../parts/start";
import Accueil from "./Accueil.svelte";

start(Accueil);
