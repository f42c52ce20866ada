// What this browser keeps of the run: that it was taken up, when it was kept last, why it cannot be.
import { clock, count } from '../format.ts';
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
      setText(bringBack, what?.type === 'opened' ? 'Back to the run before' : 'Bring them back');
      setText(text, message);
      bringBack.disabled = !canGoBack || worker.fault !== null;
      passFocus(bringBack);
      bringBack.hidden = !canGoBack;
      notice.hidden = message === '';
      setText(trouble, keeping.fault?.message ?? '');
      trouble.hidden = keeping.fault === null;
      kept.dataset.value = keeping.kept ? String(keeping.kept.step) : '';
      setText(kept, keptText(keeping));
    },
    dispose: stop,
  };
};

function keptText({ kept, fault, notice }: KeepingState): string {
  if (!kept || notice?.type === 'taken-up') return '';
  const copy = `kept in this browser ${clock(kept.savedAt)}, step ${count(kept.step)}.`;
  return fault ? `The last copy that could be made is ${copy}` : `This run is ${copy}`;
}
