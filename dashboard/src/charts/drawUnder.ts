/** What stands around a curve: the band of normal values, gaps, alerts and notes. */
import type uPlot from "uplot";
import type { Drawing } from "./drawTimeChart";

interface Under {
  readonly drawing: () => Drawing;
  readonly color: (name: string) => string;
}

const STRIP_HEIGHT = 12;
const MARK_SIZE = 6;

export function drawBand(plot: uPlot, { drawing, color }: Under): void {
  const { low, high } = drawing();
  if (low === null && high === null) return;
  const { ctx, bbox } = plot;
  const top = high === null ? bbox.top : plot.valToPos(high, "y", true);
  const bottom = low === null ? bbox.top + bbox.height : plot.valToPos(low, "y", true);
  ctx.save();
  ctx.fillStyle = color("--band");
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.strokeStyle = color("--border");
  ctx.setLineDash([6, 5]);
  for (const limit of [low, high]) {
    if (limit === null) continue;
    const y = plot.valToPos(limit, "y", true);
    line(ctx, [bbox.left, y], [bbox.left + bbox.width, y]);
  }
  ctx.restore();
}

export function drawGaps(plot: uPlot, { drawing, color }: Under): void {
  const { ctx, bbox } = plot;
  for (const gap of drawing().gaps) {
    const reach = within(plot, gap.from, gap.until);
    if (!reach) continue;
    const [from, until] = reach;
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, bbox.top, until - from, bbox.height);
    ctx.clip();
    ctx.strokeStyle = color("--border");
    ctx.lineWidth = 1;
    for (let x = from - bbox.height; x < until; x += 10) {
      line(ctx, [x, bbox.top + bbox.height], [x + bbox.height, bbox.top]);
    }
    ctx.restore();
  }
}

/** A strip at the top for each alert: filled while nobody took care, an outline from then on. */
export function drawSpans(plot: uPlot, { drawing, color }: Under): void {
  const { ctx, bbox } = plot;
  const { spans, window } = drawing();
  const height = STRIP_HEIGHT * devicePixelRatio;
  for (const span of spans) {
    const reach = within(plot, span.from, span.until ?? window.until);
    if (!reach) continue;
    const [from, until] = reach;
    const width = Math.max(2 * devicePixelRatio, until - from);
    ctx.save();
    ctx.strokeStyle = color("--text");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.fillStyle = color(`--${span.level}`);
    const filled =
      span.takenAt === null ? width : plot.valToPos(span.takenAt / 1000, "x", true) - from;
    if (filled > 0) ctx.fillRect(from, bbox.top, Math.min(width, filled), height);
    ctx.strokeRect(from, bbox.top, width, height);
    ctx.setLineDash([3, 4]);
    line(ctx, [from, bbox.top + height], [from, bbox.top + bbox.height]);
    ctx.restore();
  }
}

/** A diamond at the bottom for each note. */
export function drawMarks(plot: uPlot, { drawing, color }: Under): void {
  const { ctx, bbox } = plot;
  const size = MARK_SIZE * devicePixelRatio;
  const y = bbox.top + bbox.height - size;
  for (const mark of drawing().marks) {
    const x = plot.valToPos(mark / 1000, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.save();
    ctx.fillStyle = color("--bg");
    ctx.strokeStyle = color("--text");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x, y - size);
    ctx.lineTo(x + size, y);
    ctx.lineTo(x, y + size);
    ctx.lineTo(x - size, y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  }
}

/** The part of a stretch that is on the canvas, in its pixels. */
function within(plot: uPlot, from: number, until: number): [number, number] | null {
  const { left, width } = plot.bbox;
  const begin = Math.max(left, plot.valToPos(from / 1000, "x", true));
  const end = Math.min(left + width, plot.valToPos(until / 1000, "x", true));
  return end < left || begin > left + width || end < begin ? null : [begin, end];
}

function line(ctx: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}
