interface Box {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

const WIDTH = 190;
const HEIGHT = 56;

const BOXES = {
  members: { x: 10, y: 110, lines: ["Every account", "and Region"] },
  trail: { x: 260, y: 30, lines: ["CloudTrail", "management account"] },
  archive: { x: 510, y: 0, lines: ["Archive, locked", "log-archive account"] },
  logs: { x: 510, y: 80, lines: ["Log group, filters,", "alarms"] },
  bus: { x: 260, y: 190, lines: ["Audit bus", "central account"] },
  rules: { x: 510, y: 190, lines: ["Rules"] },
  sentinel: { x: 510, y: 270, lines: ["Sentinel, self-test,", "heartbeat"] },
  people: { x: 760, y: 135, lines: ["People on call"] },
} as const satisfies Readonly<Record<string, Box>>;

const ARROWS: readonly (readonly [from: keyof typeof BOXES, to: keyof typeof BOXES])[] = [
  ["members", "trail"],
  ["trail", "archive"],
  ["trail", "logs"],
  ["members", "bus"],
  ["bus", "rules"],
  ["logs", "people"],
  ["rules", "people"],
  ["sentinel", "people"],
];

/** What records, what keeps, and what alerts people. In the colours of the page. */
export const ARCHITECTURE = [
  '<svg viewBox="0 -2 960 332" role="img" aria-labelledby="architecture"><title id="architecture">Every account and Region is recorded by CloudTrail into the locked archive and into a log group with alarms; the same calls go to an audit bus with rules. Both ways, and the sentinel, lead to people on call.</title>',
  '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="var(--quiet)"/></marker></defs>',
  ...ARROWS.map(([from, to]) => arrow(BOXES[from], BOXES[to])),
  ...Object.values(BOXES).map(box),
  "</svg>",
].join("");

function box({ x, y, lines }: Box): string {
  const texts = lines.map((line, index) => {
    const middle = y + HEIGHT / 2 + 5 + (index - (lines.length - 1) / 2) * 19;
    return `<text x="${x + WIDTH / 2}" y="${middle}" text-anchor="middle" font-size="15" fill="var(--text)">${line}</text>`;
  });
  return `<rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6" fill="var(--block)" stroke="var(--quiet)"/>${texts.join("")}`;
}

function arrow(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="var(--quiet)" stroke-width="2" marker-end="url(#tip)"/>`;
}
