// What makes a drawing unlike the digits that the network has learnt, and what to do about it.
import type { DrawingHint } from '../../lib/client.ts';
import { t } from '../i18n/text.ts';

export function hintText({ kind }: DrawingHint): string {
  switch (kind) {
    case 'dot':
      return t('Only a dot: draw it as large as the paper.');
    case 'small':
      return t('Very small: draw it as large as the paper.');
    case 'cut-off':
      return t('It touches the edge: leave some paper around it.');
    case 'little-ink':
      return t('Hardly any ink for a digit: take a picture that shows it larger.');
    case 'much-ink':
      return t('More ink than any digit has: draw it once, with a single line.');
    case 'apart':
      return t('A wide gap: what belongs together should lie close together.');
    case 'flat':
      return t('Wider than any digit: draw it upright.');
    case 'thin':
      return t('Thinner lines than the digits it has learnt: use a thicker pen.');
    case 'thick':
      return t('Thicker lines than the digits it has learnt: use a thinner pen.');
  }
}
