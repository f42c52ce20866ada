// An image's pixels as a table of numbers, made when somebody opens it.
import { find, setText } from './panel.ts';

export interface PixelTable {
  show(pixels: Uint8Array, columns: number): void;
}

/** Of larger images the upper left part is shown; a table of more cells takes long to lay out. */
const mostSide = 64;

export function createPixelTable(details: HTMLDetailsElement): PixelTable {
  const table = find(details, 'table', HTMLTableElement);
  let pixels = new Uint8Array();
  let width = 1;

  function fill(): void {
    if (!details.open) return;
    const rows = Math.min(mostSide, Math.ceil(pixels.length / width));
    const columns = Math.min(mostSide, width);
    const body = table.tBodies[0] ?? table.createTBody();
    if (body.rows.length !== rows || body.rows[0]?.cells.length !== columns + 1) build(body, rows, columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = body.rows[row]?.cells[column + 1];
        const value = pixels[row * width + column] ?? 0;
        if (!cell) continue;
        setText(cell, String(value));
        cell.classList.toggle('has-ink', value > 0);
      }
    }
  }

  function build(body: HTMLTableSectionElement, rows: number, columns: number): void {
    const header = (text: number, scope: string) => {
      const cell = document.createElement('th');
      cell.scope = scope;
      cell.textContent = String(text);
      return cell;
    };
    const first = document.createElement('tr');
    first.append(document.createElement('td'));
    for (let column = 0; column < columns; column++) first.append(header(column, 'col'));
    table.tHead?.replaceChildren(first);
    body.replaceChildren();
    for (let row = 0; row < rows; row++) {
      const line = body.insertRow();
      line.append(header(row, 'row'));
      for (let column = 0; column < columns; column++) line.insertCell();
    }
  }

  details.addEventListener('toggle', fill);
  return {
    show(now, columns) {
      pixels = new Uint8Array(now);
      width = columns;
      fill();
    },
  };
}
