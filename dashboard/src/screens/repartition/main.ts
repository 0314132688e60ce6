import { start } from "../../parts/start";
import Repartition from "./Repartition.svelte";

start(Repartition);
