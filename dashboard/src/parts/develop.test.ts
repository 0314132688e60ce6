import { describe, expect, it } from "vitest";
import { fitted, MOST_BYTES, MOST_SIDE, sha256, type Size, smallEnough } from "./develop";

describe("a photo on its way", () => {
  it("keeps its shape and never grows", () => {
    expect(fitted({ width: 4000, height: 3000 }, 1600)).toEqual({ width: 1600, height: 1200 });
    expect(fitted({ width: 3000, height: 4000 }, 1600)).toEqual({ width: 1200, height: 1600 });
    expect(fitted({ width: 640, height: 480 }, 1600)).toEqual({ width: 640, height: 480 });
    expect(fitted({ width: 20_000, height: 3 }, 1600)).toEqual({ width: 1600, height: 1 });
  });

  it("becomes coarser, then smaller, until it is small enough", async () => {
    const tried: string[] = [];
    // A camera's noise: so many bytes for each pixel.
    const print = ({ width, height }: Size, quality: number) => {
      tried.push(`${width} ${quality}`);
      return Promise.resolve(
        new Blob([new Uint8Array(Math.round(width * height * quality * 0.32))]),
      );
    };

    const jpeg = await smallEnough({ width: 4000, height: 3000 }, print);

    expect(tried).toEqual(["1600 0.85", "1600 0.75", "1600 0.65", "1600 0.5", "1200 0.85"]);
    expect(jpeg?.size).toBe(Math.round(1200 * 900 * 0.85 * 0.32));
    expect(jpeg?.size).toBeLessThanOrEqual(MOST_BYTES);
    expect(MOST_SIDE).toBe(1600);
  });

  it("says that it cannot where a browser makes nothing of it", async () => {
    expect(await smallEnough({ width: 9, height: 9 }, () => Promise.resolve(null))).toBeNull();
  });

  it("is named by its bytes as the hub names them", async () => {
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    expect(await sha256(new Blob(["abc"]))).toBe(abc);
  });
});
