import { start } from "../../parts/start";
import Connexion from "./Connexion.svelte";

start(Connexion);
