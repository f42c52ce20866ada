// A plot of bench/growth.mjs: three charts side by side, GFLOP/s over width, batch and depth, both axes in powers of two.

const size = { width: 260, height: 200, left: 46, top: 26, gap: 30 };
const colours = ['#1f6feb', '#0f8a5f', '#c2410c'];

const text = (x, y, content, anchor = 'middle') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;

/** @param {Record<string, object[]>} measured @param {string[]} sides */
export function plotGrowth(measured, sides) {
  const all = Object.values(measured).flatMap((rows) =>
    rows.flatMap((row) => sides.map((side) => row[side].gflops)),
  );
  const low = Math.floor(Math.log2(Math.min(...all)));
  const high = Math.ceil(Math.log2(Math.max(...all)));
  const charts = Object.entries(measured).map(([name, rows], i) =>
    chart(name, rows, sides, { low, high, left: size.left + i * (size.width + size.gap) }),
  );
  const width = size.left + charts.length * (size.width + size.gap);
  const height = size.top + size.height + 70;
  const legend = sides.map((side, i) => {
    const x = size.left + i * 170;
    return `<path d="M${x} ${height - 14}h22" stroke="${colours[i]}" stroke-width="2"/>${text(x + 28, height - 10, side, 'start')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#333">
<rect width="${width}" height="${height}" fill="#fff"/>
${text(size.left, 14, 'GFLOP/s, counted as if nothing were 0', 'start')}
${charts.join('\n')}
${legend.join('\n')}
</svg>
`;
}

function chart(name, rows, sides, { low, high, left }) {
  const bottom = size.top + size.height;
  const first = Math.log2(rows[0].x);
  const last = Math.log2(rows.at(-1).x);
  const x = (value) => left + ((Math.log2(value) - first) / (last - first)) * size.width;
  const y = (value) => bottom - ((Math.log2(value) - low) / (high - low)) * size.height;
  const grid = Array.from({ length: high - low + 1 }, (_, i) => 2 ** (low + i)).map(
    (value) =>
      `<path d="M${left} ${y(value).toFixed(1)}h${size.width}" stroke="#ddd"/>${text(left - 5, y(value) + 4, value, 'end')}`,
  );
  const lines = sides.map((side, i) => {
    const points = rows.map((row) => `${x(row.x).toFixed(1)},${y(row[side].gflops).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colours[i]}" stroke-width="2"/>`;
  });
  const ticks = rows.map((row) => text(x(row.x), bottom + 16, row.x));
  return [...grid, ...lines, ...ticks, text(left + size.width / 2, bottom + 34, name)].join('\n');
}
