import { start } from "../../parts/start";
import Commercant from "./Commercant.svelte";

start(Commercant);
