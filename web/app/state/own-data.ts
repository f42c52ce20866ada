// A person's own data set in place of MNIST: what is in it, and what its classes are called.
import type { DatasetSummary, Fault } from '../../lib/client.ts';
import { count } from '../format.ts';
import { t } from '../i18n/text.ts';
import type { Happening } from './happening.ts';

export interface OwnDataState {
  /** null: MNIST is used. */
  readonly summary: DatasetSummary | null;
  /** The files' names. */
  readonly files: readonly string[];
  /** One for each class, empty where it has none; none at all for plain numbers. */
  readonly classNames: readonly string[];
  readonly opening: boolean;
  readonly fault: Fault | null;
}

export const initialOwnData: OwnDataState = {
  summary: null,
  files: [],
  classNames: [],
  opening: false,
  fault: null,
};

export const className = ({ classNames }: OwnDataState, label: number): string =>
  classNames[label] || String(label);

/** "T-shirt, trouser, …" or one a line; more than there are classes are left out. */
export function parseClassNames(text: string, classes: number): readonly string[] {
  const names = text.split(/,?\s*\n|,/).map((name) => name.trim().slice(0, 40));
  return names.some((name) => name !== '') ? names.slice(0, classes) : [];
}

export function summaryText({ counts, validationCount }: DatasetSummary): string {
  const { trainCount, testCount, rows, columns, classes } = counts;
  const values = {
    ...{ train: count(trainCount), validation: count(validationCount), test: count(testCount) },
    ...{ rows, columns, classes },
  };
  if (validationCount === 0)
    return testCount > 0
      ? t(
          '{train} images to train with, {test} to test; {rows} × {columns} pixels each, {classes} classes',
          values,
        )
      : t(
          '{train} images to train with, none to test; {rows} × {columns} pixels each, {classes} classes',
          values,
        );
  return testCount > 0
    ? t(
        '{train} images to train with, {validation} to validate, {test} to test; {rows} × {columns} pixels each, {classes} classes',
        values,
      )
    : t(
        '{train} images to train with, {validation} to validate, none to test; {rows} × {columns} pixels each, {classes} classes',
        values,
      );
}

export function reduceOwnData(state: OwnDataState, happening: Happening): OwnDataState {
  switch (happening.type) {
    case 'dataset-began':
      return { ...state, opening: true, fault: null };
    case 'dataset-failed':
      return { ...state, opening: false, fault: happening.fault };
    case 'dataset-opened': {
      const { summary, files, classNames } = happening;
      return { summary, files, classNames, opening: false, fault: null };
    }
    case 'dataset-closed':
    case 'restarted':
      return initialOwnData;
    case 'classes-named':
      return { ...state, classNames: happening.classNames };
    default:
      return state;
  }
}
