// The way of an image to the paper: the person goes with it.

export function goToPaper(): void {
  const heading = document.getElementById('draw-heading');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  heading?.closest('section')?.scrollIntoView({ behavior: calm ? 'instant' : 'smooth', block: 'nearest' });
  heading?.focus({ preventScroll: true });
}
