import { start } from "../../parts/start";
import Animaux from "./Animaux.svelte";

start(Animaux);
