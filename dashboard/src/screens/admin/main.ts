import { start } from "../../parts/start";
import Admin from "./Admin.svelte";

start(Admin);
