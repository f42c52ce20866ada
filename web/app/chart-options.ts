// How a person likes the charts drawn, kept for the next visit.

export interface ChartOptions {
  readonly logarithmic: boolean;
  /** The tutorial's curve behind every run, not only behind those of its kind. */
  readonly tutorialAlways: boolean;
}

const name = 'inkling-charts';

export function loadChartOptions(): ChartOptions {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '{}');
    const is = (option: keyof ChartOptions) =>
      typeof kept === 'object' && kept !== null && option in kept && Reflect.get(kept, option) === true;
    return { logarithmic: is('logarithmic'), tutorialAlways: is('tutorialAlways') };
  } catch {
    return { logarithmic: false, tutorialAlways: false };
  }
}

/** A browser that keeps nothing draws them so as long as the page is open. */
export function keepChartOptions(options: ChartOptions): void {
  try {
    localStorage.setItem(name, JSON.stringify(options));
  } catch {}
}
