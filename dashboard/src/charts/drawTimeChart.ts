/** Draws a series with uPlot: local time of the site, the band of normal values, hatched gaps, what happened. */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { drawBand, drawGaps, drawMarks, drawSpans } from "./drawUnder";
import type { Gap, Row } from "./series";

/** Something that lasted, such as an alert. */
export interface Span {
  readonly from: number;
  /** Null while it lasts. */
  readonly until: number | null;
  /** When somebody took care of it. */
  readonly takenAt: number | null;
  readonly level: "urgence" | "alerte" | "attention";
}

export interface Drawing {
  readonly rows: readonly Row[];
  readonly gaps: readonly Gap[];
  readonly spans: readonly Span[];
  /** Instants of which something was noted. */
  readonly marks: readonly number[];
  readonly window: Gap;
  readonly frameMs: number;
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

/** What a reader does on it. */
export interface Listener {
  /** The row under the pointer; null for none. */
  point(row: Row | null): void;
  /** A stretch dragged across, in epoch milliseconds; absent where none can be chosen. */
  stretch?: (from: number, until: number) => void;
}

export const HEIGHT = 300;
/** As the last two digits of a colour: between the least and the most of a frame. */
const FAINT = "38";
/** Less is a shaky finger, not a stretch, in pixels. */
const LEAST_DRAG = 12;

export function drawTimeChart(
  target: HTMLElement,
  width: number,
  first: Drawing,
  listener: Listener,
): Chart {
  let drawing = first;
  const color = (name: string) => getComputedStyle(target).getPropertyValue(name).trim();
  const under = { drawing: () => drawing, color };
  const axis = { stroke: () => color("--text"), grid: { stroke: () => color("--line") } };
  const edge = {
    stroke: () => color("--border"),
    width: 1,
    spanGaps: false,
    points: { show: false },
  };
  const plot = new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: listener.stretch !== undefined, y: false, setScale: false } },
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
          points: {
            show: true,
            size: first.dots ? 8 : 5,
            fill: () => color("--text"),
            filter: () => (drawing.dots ? null : alone(drawing.rows)),
          },
        },
        edge,
        edge,
      ],
      bands: [{ series: [2, 3], fill: () => color("--text") + FAINT }],
      axes: [
        {
          ...axis,
          space: 72,
          values: (_plot, splits) => splits.map((at) => drawing.sayTime(at * 1000)),
        },
        { ...axis, size: 72, values: (_plot, splits) => splits.map((v) => drawing.sayValue(v)) },
      ],
      hooks: {
        drawClear: [(self) => drawBand(self, under), (self) => drawGaps(self, under)],
        draw: [(self) => drawSpans(self, under), (self) => drawMarks(self, under)],
        setCursor: [(self) => listener.point(pointed(self, drawing))],
        setSelect: [(self) => select(self, listener)],
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

/** A frame is drawn at its middle. */
function columns(drawing: Drawing): uPlot.AlignedData {
  const { rows, frameMs } = drawing;
  return [
    rows.map((row) => (row.at + (row.value === null ? 0 : frameMs / 2)) / 1000),
    rows.map((row) => row.value),
    rows.map((row) => row.most ?? null),
    rows.map((row) => row.least ?? null),
  ];
}

/** Where no line goes to or from: a point between two gaps would not be seen. */
function alone(rows: readonly Row[]): number[] {
  const isThere = (at: number) => typeof rows[at]?.value === "number";
  return rows.flatMap((_, at) => (isThere(at) && !isThere(at - 1) && !isThere(at + 1) ? [at] : []));
}

function pointed(plot: uPlot, drawing: Drawing): Row | null {
  const index = plot.cursor.idx;
  const row = index === null || index === undefined ? null : (drawing.rows[index] ?? null);
  return row?.value === null ? null : row;
}

function select(plot: uPlot, listener: Listener): void {
  const { left, width } = plot.select;
  if (width === 0) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (width < LEAST_DRAG || !listener.stretch) return;
  listener.stretch(plot.posToVal(left, "x") * 1000, plot.posToVal(left + width, "x") * 1000);
}

/** From the lowest to the highest of values and limits, with room below and above for what happened. */
function reach(drawing: Drawing, low: number | null, high: number | null): [number, number] {
  const all = [low, high, drawing.low, drawing.high].filter(
    (v) => v !== null && Number.isFinite(v),
  );
  const numbers = all.map(Number);
  if (numbers.length === 0) return [0, 1];
  const bottom = Math.min(...numbers);
  const top = Math.max(...numbers);
  const room = (top - bottom || 1) * 0.12;
  return [bottom - room, top + room];
}
