// Digits as a person would draw them: strokes in a square of side 1, y downwards.

export type Point = readonly [x: number, y: number];
export type Digit = readonly (readonly Point[])[];

const ellipse = (cx: number, cy: number, rx: number, ry: number): Point[] =>
  Array.from({ length: 33 }, (_, i) => {
    const angle = (i / 32) * 2 * Math.PI - Math.PI / 2;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });

export const zero: Digit = [ellipse(0.5, 0.5, 0.2, 0.3)];

export const one: Digit = [
  [
    [0.53, 0.18],
    [0.5, 0.5],
    [0.48, 0.82],
  ],
];

export const two: Digit = [
  [
    [0.34, 0.3],
    [0.4, 0.21],
    [0.52, 0.18],
    [0.63, 0.24],
    [0.64, 0.36],
    [0.54, 0.52],
    [0.42, 0.66],
    [0.32, 0.8],
    [0.5, 0.79],
    [0.69, 0.8],
  ],
];

export const three: Digit = [
  [
    [0.32, 0.26],
    [0.42, 0.19],
    [0.55, 0.19],
    [0.64, 0.27],
    [0.62, 0.38],
    [0.52, 0.46],
    [0.42, 0.48],
    [0.54, 0.5],
    [0.65, 0.58],
    [0.67, 0.7],
    [0.58, 0.8],
    [0.44, 0.82],
    [0.31, 0.75],
  ],
];

export const four: Digit = [
  [
    [0.42, 0.18],
    [0.36, 0.36],
    [0.3, 0.54],
    [0.48, 0.54],
    [0.7, 0.53],
  ],
  [
    [0.58, 0.2],
    [0.57, 0.5],
    [0.57, 0.84],
  ],
];

export const seven: Digit = [
  [
    [0.3, 0.24],
    [0.5, 0.23],
    [0.68, 0.22],
    [0.6, 0.42],
    [0.51, 0.62],
    [0.46, 0.82],
  ],
];

/** In one row over the whole width, as high as of two. */
export const sideBySide = (...digits: readonly Digit[]): Digit =>
  digits.flatMap((digit, place) =>
    digit.map((stroke) => stroke.map(([x, y]): Point => [(place + x) / digits.length, 0.25 + y / 2])),
  );
