import { start } from "../../parts/start";
import Rondes from "./Rondes.svelte";

start(Rondes);
