// What this browser keeps of the run: that it was taken up, when it was kept last, why it cannot be.
import { clock, count } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { canBringBack, type KeepingState, noticeText } from '../state/keeping.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createKeepingPanel: CreatePanel = (root, actions) => {
  const notice = find(root, '.keeping-notice', HTMLElement);
  const text = find(notice, 'p', HTMLElement);
  const bringBack = find(notice, '.bring-back', HTMLButtonElement);
  const trouble = find(root, '.keeping-trouble', HTMLElement);
  const kept = find(root, '.kept', HTMLElement);
  const { listen, stop } = listening();
  listen(bringBack, 'click', () => actions.bringBack());

  return {
    render({ keeping, worker }) {
      const message = noticeText(keeping.notice);
      const { notice: what } = keeping;
      const canGoBack = canBringBack(what);
      setText(bringBack, what?.type === 'opened' ? t('Back to the run before') : t('Bring them back'));
      setText(text, message);
      bringBack.disabled = !canGoBack || worker.fault !== null;
      passFocus(bringBack);
      bringBack.hidden = !canGoBack;
      notice.hidden = message === '';
      setText(trouble, keeping.fault ? faultText(keeping.fault) : '');
      trouble.hidden = keeping.fault === null;
      kept.dataset.value = keeping.kept ? String(keeping.kept.step) : '';
      setText(kept, keptText(keeping));
    },
    dispose: stop,
  };
};

function keptText({ kept, fault, notice }: KeepingState): string {
  if (!kept || notice?.type === 'taken-up') return '';
  const values = { when: clock(kept.savedAt), step: count(kept.step) };
  return fault
    ? t('The last copy that could be made is kept in this browser {when}, step {step}.', values)
    : t('This run is kept in this browser {when}, step {step}.', values);
}
