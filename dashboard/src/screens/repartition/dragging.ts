/** Drag and drop as one more way beside the menu and the keys, never the only one. */
import type { Attachment } from "svelte/attachments";

const KIND = "text/x-anima-delivery";

/** Says which card is being dragged; whether it may be is its `draggable` attribute. */
export function taken(id: string, told: (id: string | undefined) => void): Attachment<HTMLElement> {
  return (element) => {
    const begin = (event: DragEvent) => {
      event.dataTransfer?.setData(KIND, id);
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
      told(id);
    };
    const end = () => told(undefined);
    element.addEventListener("dragstart", begin);
    element.addEventListener("dragend", end);
    return () => {
      element.removeEventListener("dragstart", begin);
      element.removeEventListener("dragend", end);
    };
  };
}

/** Makes a place one can drop a card on; a place that may not take it refuses during the drag. */
export function droppable(mayTake: boolean, drop: (id: string) => void): Attachment<HTMLElement> {
  return (element) => {
    if (!mayTake) return;
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes(KIND)) event.preventDefault();
    };
    const dropped = (event: DragEvent) => {
      const id = event.dataTransfer?.getData(KIND);
      if (id === undefined || id === "") return;
      event.preventDefault();
      drop(id);
    };
    element.addEventListener("dragover", over);
    element.addEventListener("drop", dropped);
    return () => {
      element.removeEventListener("dragover", over);
      element.removeEventListener("drop", dropped);
    };
  };
}
