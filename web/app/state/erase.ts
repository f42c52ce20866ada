// The eraser: strokes are cut where it passes, so that of a digit in one stroke a part can be drawn anew.
import type { Stroke } from './sheet.ts';

/** What is left is no ink that anybody would miss. */
const shortest = 1;

/** `path` are the places of the eraser's middle: x, y, x, y, … The same array when nothing was in its way. */
export function erase(
  strokes: readonly Stroke[],
  path: readonly number[],
  radius: number,
): readonly Stroke[] {
  let left = strokes;
  for (const [x, y] of dense(path, radius / 4)) {
    if (!left.some((stroke) => touches(stroke, x, y, radius))) continue;
    left = left.flatMap((stroke) => (touches(stroke, x, y, radius) ? cut(stroke, x, y, radius) : [stroke]));
  }
  return left;
}

function* dense(path: readonly number[], step: number): Generator<readonly [number, number]> {
  for (let i = 0; i + 1 < path.length; i += 2) {
    const x = path[i] ?? 0;
    const y = path[i + 1] ?? 0;
    const beforeX = path[i - 2] ?? x;
    const beforeY = path[i - 1] ?? y;
    const steps = Math.max(1, Math.ceil(Math.hypot(x - beforeX, y - beforeY) / step));
    for (let k = 1; k <= steps; k++)
      yield [beforeX + ((x - beforeX) * k) / steps, beforeY + ((y - beforeY) * k) / steps];
  }
}

function touches(stroke: Stroke, x: number, y: number, radius: number): boolean {
  if (stroke.length === 2) return inside(stroke, 0, x, y, radius);
  for (let i = 0; i + 3 < stroke.length; i += 2) if (covered(stroke, i, x, y, radius)) return true;
  return false;
}

/** The parts of the stroke outside the circle. */
function cut(stroke: Stroke, x: number, y: number, radius: number): Stroke[] {
  const parts: number[][] = [];
  let part: number[] = inside(stroke, 0, x, y, radius) ? [] : [stroke[0] ?? 0, stroke[1] ?? 0];
  const along = (i: number, t: number): [number, number] => {
    const [ax, ay, bx, by] = [stroke[i] ?? 0, stroke[i + 1] ?? 0, stroke[i + 2] ?? 0, stroke[i + 3] ?? 0];
    return [ax + t * (bx - ax), ay + t * (by - ay)];
  };
  for (let i = 0; i + 3 < stroke.length; i += 2) {
    const [enter, leave] = covered(stroke, i, x, y, radius) ?? [1, 1];
    if (enter < 1) {
      if (enter > 0) part.push(...along(i, enter));
      parts.push(part);
      part = leave < 1 ? along(i, leave) : [];
    }
    if (leave < 1 || enter === 1) part.push(...along(i, 1));
  }
  return [...parts, part].filter((points) => length(points) >= shortest);
}

function inside(stroke: Stroke, i: number, x: number, y: number, radius: number): boolean {
  return Math.hypot((stroke[i] ?? 0) - x, (stroke[i + 1] ?? 0) - y) < radius;
}

/** From where to where on the segment that begins at `i`, 0 to 1, the circle covers it. */
function covered(
  stroke: Stroke,
  i: number,
  x: number,
  y: number,
  radius: number,
): readonly [number, number] | undefined {
  const ax = (stroke[i] ?? 0) - x;
  const ay = (stroke[i + 1] ?? 0) - y;
  const dx = (stroke[i + 2] ?? 0) - x - ax;
  const dy = (stroke[i + 3] ?? 0) - y - ay;
  const a = dx * dx + dy * dy;
  const b = ax * dx + ay * dy;
  const c = ax * ax + ay * ay - radius * radius;
  if (a === 0) return c < 0 ? [0, 1] : undefined;
  const discriminant = b * b - a * c;
  if (discriminant <= 0) return undefined;
  const root = Math.sqrt(discriminant);
  const enter = Math.max(0, (-b - root) / a);
  const leave = Math.min(1, (-b + root) / a);
  return enter < leave ? [enter, leave] : undefined;
}

function length(points: Stroke): number {
  let sum = 0;
  for (let i = 2; i + 1 < points.length; i += 2)
    sum += Math.hypot((points[i] ?? 0) - (points[i - 2] ?? 0), (points[i + 1] ?? 0) - (points[i - 1] ?? 0));
  return sum;
}
