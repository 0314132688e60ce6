import { start } from "../../parts/start";
import Ville from "./Ville.svelte";

start(Ville);
