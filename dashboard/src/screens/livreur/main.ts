import { start } from "../../parts/start";
import Livreur from "./Livreur.svelte";

start(Livreur);
