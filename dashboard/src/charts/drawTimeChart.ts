/** Draws a series with uPlot: local time of the site, the band of normal values, hatched gaps. */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Row } from "./series";

export interface Drawing {
  readonly rows: readonly Row[];
  readonly gaps: readonly { from: number; until: number }[];
  readonly window: { from: number; until: number };
  readonly low: number | null;
  readonly high: number | null;
  /** Whether each point is marked. */
  readonly dots: boolean;
  readonly sayTime: (at: number) => string;
  readonly sayValue: (value: number) => string;
}

export interface Chart {
  show(drawing: Drawing): void;
  resize(width: number): void;
  destroy(): void;
}

const HEIGHT = 260;

export function drawTimeChart(target: HTMLElement, width: number, first: Drawing): Chart {
  let drawing = first;
  const color = (name: string) => getComputedStyle(target).getPropertyValue(name).trim();
  const axis = { stroke: () => color("--text"), grid: { stroke: () => color("--line") } };
  const plot = new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: {
        x: { range: () => [drawing.window.from / 1000, drawing.window.until / 1000] },
        y: { range: (_plot, low, high) => reach(drawing, low, high) },
      },
      series: [
        {},
        {
          stroke: () => color("--text"),
          width: 2,
          spanGaps: false,
          points: { show: first.dots, size: 8, fill: () => color("--text") },
        },
      ],
      axes: [
        { ...axis, values: (_plot, splits) => splits.map((at) => drawing.sayTime(at * 1000)) },
        { ...axis, size: 72, values: (_plot, splits) => splits.map((v) => drawing.sayValue(v)) },
      ],
      hooks: {
        drawClear: [
          (self) => drawBand(self, drawing, color),
          (self) => drawGaps(self, drawing, color),
        ],
      },
    },
    columns(first),
    target,
  );
  return {
    show: (next) => {
      drawing = next;
      plot.setData(columns(next));
    },
    resize: (to) => plot.setSize({ width: to, height: HEIGHT }),
    destroy: () => plot.destroy(),
  };
}

function columns(drawing: Drawing): uPlot.AlignedData {
  return [drawing.rows.map((row) => row.at / 1000), drawing.rows.map((row) => row.value)];
}

function reach(drawing: Drawing, low: number | null, high: number | null): [number, number] {
  const all = [low, high, drawing.low, drawing.high].filter(
    (v) => v !== null && Number.isFinite(v),
  );
  const numbers = all.map(Number);
  if (numbers.length === 0) return [0, 1];
  const bottom = Math.min(...numbers);
  const top = Math.max(...numbers);
  const room = (top - bottom || 1) * 0.1;
  return [bottom - room, top + room];
}

function drawBand(plot: uPlot, drawing: Drawing, color: (name: string) => string): void {
  if (drawing.low === null && drawing.high === null) return;
  const { ctx, bbox } = plot;
  const top = drawing.high === null ? bbox.top : plot.valToPos(drawing.high, "y", true);
  const bottom =
    drawing.low === null ? bbox.top + bbox.height : plot.valToPos(drawing.low, "y", true);
  ctx.save();
  ctx.fillStyle = color("--band");
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.strokeStyle = color("--border");
  ctx.setLineDash([6, 5]);
  for (const limit of [drawing.low, drawing.high]) {
    if (limit === null) continue;
    const y = plot.valToPos(limit, "y", true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function drawGaps(plot: uPlot, drawing: Drawing, color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  for (const gap of drawing.gaps) {
    const from = Math.max(bbox.left, plot.valToPos(gap.from / 1000, "x", true));
    const until = Math.min(bbox.left + bbox.width, plot.valToPos(gap.until / 1000, "x", true));
    if (until <= from) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, bbox.top, until - from, bbox.height);
    ctx.clip();
    ctx.strokeStyle = color("--border");
    ctx.lineWidth = 1;
    for (let x = from - bbox.height; x < until; x += 10) {
      ctx.beginPath();
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
      ctx.stroke();
    }
    ctx.restore();
  }
}
