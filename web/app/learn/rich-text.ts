// Text in which what stands between `backticks` is code.

/** In place of what the element has. */
export function rich<E extends HTMLElement>(element: E, text: string): E {
  const parts = text.split('`').map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement('code');
    code.textContent = part;
    return code;
  });
  element.replaceChildren(...parts);
  return element;
}
