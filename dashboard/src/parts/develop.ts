/** Makes a photo small enough to travel: at most 1,600 pixels a side and 300 kB, without what else the file says. */
import type { Photo } from "../live/photos";

export const MOST_SIDE = 1600;
export const MOST_BYTES = 300_000;
const QUALITIES = [0.85, 0.75, 0.65, 0.5] as const;
/** Smaller than this nothing is left to be seen. */
const LEAST_SIDE = 200;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same shape with its longer side at most so long; never larger, never nothing. */
export function fitted({ width, height }: Size, mostSide: number): Size {
  const scale = Math.min(1, mostSide / Math.max(width, height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { width: side(width), height: side(height) };
}

export type Print = (size: Size, quality: number) => Promise<Blob | null>;

/** The best print that is small enough: first coarser, then smaller; null when there is none. */
export async function smallEnough(size: Size, print: Print): Promise<Blob | null> {
  for (let side = MOST_SIDE; side >= LEAST_SIDE; side *= 0.75) {
    for (const quality of QUALITIES) {
      const jpeg = await print(fitted(size, Math.round(side)), quality);
      if (jpeg && jpeg.size <= MOST_BYTES) return jpeg;
    }
  }
  return null;
}

/** A chosen file as this device keeps it, upright; null when it cannot be read as a picture. */
export async function developed(file: Blob): Promise<Photo | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  try {
    const jpeg = await smallEnough(picture, (size, quality) => printed(picture, size, quality));
    return jpeg && { jpeg, sha256: await sha256(jpeg) };
  } finally {
    picture.close();
  }
}

/** On white, which is what is behind a picture that can be seen through. */
function printed(picture: ImageBitmap, { width, height }: Size, quality: number) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext("2d");
  if (!brush) return Promise.resolve(null);
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, width, height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(picture, 0, 0, width, height);
  return new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
}

/** Needs a secure context, as photos do. */
export async function sha256(bytes: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
