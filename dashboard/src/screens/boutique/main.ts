import { start } from "../../parts/start";
import Boutique from "./Boutique.svelte";

start(Boutique);
