import { start } from "../../parts/start";
import Astreinte from "./Astreinte.svelte";

start(Astreinte);
