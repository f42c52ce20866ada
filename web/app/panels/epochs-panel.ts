// The epochs as a table: the chart's numbers for those who cannot see it, or want them exactly.
import type { EpochReport } from '../../lib/client.ts';
import { count, decimals, percent } from '../format.ts';
import { type CreatePanel, find } from './panel.ts';

const maxRows = 200;

export const createEpochsPanel: CreatePanel = (root) => {
  const details = find(root, 'details', HTMLDetailsElement);
  const body = find(root, 'tbody', HTMLTableSectionElement);
  let shown: readonly EpochReport[] = [];

  return {
    render({ run: { reports } }) {
      if (reports === shown) return;
      details.hidden = reports.length === 0;
      const last = shown.at(-1);
      const isContinued = last !== undefined && reports.includes(last);
      if (!isContinued) body.replaceChildren();
      const added = isContinued ? reports.slice(reports.indexOf(last) + 1) : reports;
      body.prepend(...added.map(row).reverse());
      while (body.rows.length > maxRows) body.deleteRow(-1);
      shown = reports;
    },
    dispose() {},
  };
};

function row({
  epoch,
  trainLoss,
  validationLoss,
  validationAccuracy,
  trainAccuracy,
  seconds,
}: EpochReport): HTMLTableRowElement {
  const element = document.createElement('tr');
  const heading = document.createElement('th');
  heading.scope = 'row';
  heading.textContent = count(epoch);
  element.append(heading);
  for (const text of [
    decimals(trainLoss),
    decimals(validationLoss),
    percent(validationAccuracy, 2),
    trainAccuracy < 0 ? '–' : percent(trainAccuracy, 2),
    `${seconds.toFixed(1)} s`,
  ]) {
    element.insertCell().textContent = text;
  }
  return element;
}
