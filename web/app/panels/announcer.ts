// Says milestones to screen readers, and shows the run in the tab's title, where a hidden tab can be watched.
import { percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, setText } from './panel.ts';

export const createAnnouncer: CreatePanel = (root) => ({
  render(state) {
    setText(root, state.announcement);
    const title = titleOf(state);
    if (document.title !== title) document.title = title;
  },
  dispose() {},
});

function titleOf({ run, worker }: State): string {
  if (worker.fault) return t('Stopped – Inkling');
  const { config, progress, reports } = run;
  if (!config || !progress) return 'Inkling';
  const report = reports.at(-1);
  const { epoch } = progress;
  const { epochs } = config;
  return report
    ? t('Epoch {epoch}/{epochs} · {accuracy} – Inkling', {
        ...{ epoch, epochs, accuracy: percent(report.validationAccuracy) },
      })
    : t('Epoch {epoch}/{epochs} – Inkling', { epoch, epochs });
}
