/** Small pictures for the map, drawn here because a map without glyphs cannot write. */
import { mapColors } from "./colors";

const SIZE = 34;
const SCALE = 2;

type Draw = (pen: CanvasRenderingContext2D, color: Record<string, string>) => void;

function picture(draw: Draw): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE * SCALE;
  canvas.height = SIZE * SCALE;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no 2d canvas: the map falls back to the schematic");
  pen.scale(SCALE, SCALE);
  pen.lineJoin = "round";
  draw(pen, mapColors());
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A triangle that points north; filled when the position is believed, outlined and dashed when not. */
export function bikePicture(isSilent: boolean): ImageData {
  return picture((pen, color) => {
    pen.beginPath();
    pen.moveTo(17, 3);
    pen.lineTo(28, 29);
    pen.lineTo(17, 23.5);
    pen.lineTo(6, 29);
    pen.closePath();
    pen.fillStyle = (isSilent ? color["bg"] : color["brand"]) ?? "#000";
    pen.strokeStyle = color["text"] ?? "#000";
    pen.lineWidth = 2;
    if (isSilent) pen.setLineDash([4, 3]);
    pen.fill();
    pen.stroke();
  });
}

/** A disc for a drop, a square for a pick-up, with the number in the order of passage. */
export function stopPicture(kind: "pickup" | "drop", label: string, isDone: boolean): ImageData {
  return picture((pen, color) => {
    pen.beginPath();
    if (kind === "drop") pen.arc(17, 17, 12, 0, 2 * Math.PI);
    else pen.rect(6, 6, 22, 22);
    pen.fillStyle = (isDone ? color["muet"] : color["bg"]) ?? "#fff";
    pen.strokeStyle = color["text"] ?? "#000";
    pen.lineWidth = 2.5;
    pen.fill();
    pen.stroke();
    pen.fillStyle = color["text"] ?? "#000";
    pen.font = "700 14px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(isDone ? "✓" : label, 17, 17.5);
  });
}

export const PIXEL_RATIO = SCALE;
