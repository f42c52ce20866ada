// Files that are dropped anywhere on the page, or pasted.

export interface DroppedFiles {
  readonly files: readonly File[];
  /** Names of folders among them, which a browser hands over as files that cannot be read. */
  readonly folders: readonly string[];
}

/** Marks the page while files hover over it. */
export function listenForFiles(page: HTMLElement, take: (dropped: DroppedFiles) => void): void {
  let depth = 0; // of the elements that were entered and not left
  const mark = () => page.classList.toggle('is-dropping', depth > 0);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

  page.addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    depth++;
    mark();
  });
  page.addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    mark();
  });
  // Without this a drop would lead the browser away from the page.
  page.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  page.addEventListener('drop', (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    depth = 0;
    mark();
    take(filesOf(event.dataTransfer));
  });
  document.addEventListener('paste', ({ clipboardData }) => {
    if (clipboardData && clipboardData.files.length > 0) take(filesOf(clipboardData));
  });
}

function filesOf({ items, files }: DataTransfer): DroppedFiles {
  const folders = Array.from(items, (item) =>
    item.kind === 'file' ? item.webkitGetAsEntry() : null,
  ).flatMap((entry) => (entry?.isDirectory ? [entry.name] : []));
  return { files: Array.from(files), folders };
}
