/** How many rows fall into a piece of time. */
export interface Bar {
  /** When it begins, in milliseconds. */
  readonly from: number;
  readonly rows: number;
}

export interface Timeline {
  /** Milliseconds that a bar spans. */
  readonly step: number;
  /** Beside each other, the empty ones too. */
  readonly bars: readonly Bar[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Pieces that a reader of clocks and calendars would choose. */
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY];

const MOST_BARS = 72;

/** @param times in milliseconds. @returns undefined where there is nothing to see: no time, or all at one */
export function timelineOf(times: readonly number[]): Timeline | undefined {
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  if (!(first < last)) return undefined;
  const step = STEPS.find((one) => (last - first) / one < MOST_BARS - 1) ?? Math.ceil((last - first) / (MOST_BARS - 2));
  const begin = Math.floor(first / step) * step;
  const rows = Array<number>(Math.floor((last - begin) / step) + 1).fill(0);
  for (const time of times) {
    const bar = Math.floor((time - begin) / step);
    rows[bar] = (rows[bar] ?? 0) + 1;
  }
  return { step, bars: rows.map((count, index) => ({ from: begin + index * step, rows: count })) };
}

const WIDTH = 960;
const HEIGHT = 120;

/** The timeline as a picture; each bar says what it is when one points at it. */
export function timelineSvg({ step, bars }: Timeline): string {
  const most = bars.reduce((largest, { rows }) => Math.max(largest, rows), 1);
  const width = WIDTH / bars.length;
  const shapes = bars.map(({ from, rows }, index) => {
    const height = rows === 0 ? 0 : Math.max(2, (rows / most) * HEIGHT);
    const place = `x="${(index * width).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}"`;
    const size = `width="${Math.max(1, width - 1).toFixed(1)}" height="${height.toFixed(1)}"`;
    return `<rect ${place} ${size}><title>${moment(from)}: ${rows === 1 ? "1 row" : `${rows} rows`}</title></rect>`;
  });
  const end = (bars.at(-1)?.from ?? 0) + step;
  const begin = bars[0]?.from ?? 0;
  const label = `${moment(begin)} to ${moment(end)}, a bar for each ${span(step)}, at most ${most}`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT + 20}" role="img" aria-label="Rows over time: ${label}">`,
    ...shapes,
    `<text x="0" y="${HEIGHT + 15}">${moment(begin)}</text>`,
    `<text x="${WIDTH}" y="${HEIGHT + 15}" text-anchor="end">${moment(end)}</text>`,
    "</svg>",
    `<p class="quiet">${label}. UTC.</p>`,
  ].join("\n");
}

function moment(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

function span(step: number): string {
  if (step % DAY === 0) return step === DAY ? "day" : `${step / DAY} days`;
  if (step % HOUR === 0) return step === HOUR ? "hour" : `${step / HOUR} hours`;
  return step === MINUTE ? "minute" : `${Math.round(step / MINUTE)} minutes`;
}
