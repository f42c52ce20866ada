// Translates what stands in the markup. The English of each text and attribute is remembered, so that every change of
// language begins with it.
import { entry } from './text.ts';

const attributes = ['title', 'aria-label', 'placeholder', 'alt'];

interface Words {
  readonly english: string;
  readonly shown: string;
}

const texts = new WeakMap<Text, Words>();
const values = new WeakMap<Element, Map<string, Words>>();

/** Texts and attributes below `root`, templates included; nothing in what is marked translate="no". */
export function translateMarkup(root: Node): void {
  for (const node of root.childNodes) {
    if (node instanceof Text) translateText(node);
    else if (node instanceof Element && isWords(node)) {
      for (const name of attributes) translateAttribute(node, name);
      translateMarkup(node instanceof HTMLTemplateElement ? node.content : node);
    }
  }
}

/** The <meta name="description">, which only other programs read. */
export function translateDescription(): void {
  const meta = document.querySelector('meta[name=description]');
  if (meta) translateAttribute(meta, 'content');
}

const isWords = (element: Element): boolean =>
  element.getAttribute('translate') !== 'no' && !/^(script|style|noscript)$/i.test(element.localName);

function translateText(node: Text): void {
  const { data } = node;
  const words = translated(texts.get(node), data);
  if (!words) return;
  texts.set(node, words);
  if (words.shown !== data) node.data = words.shown;
}

function translateAttribute(element: Element, name: string): void {
  const value = element.getAttribute(name);
  if (value === null) return;
  const known = values.get(element) ?? new Map<string, Words>();
  const words = translated(known.get(name), value);
  if (!words) return;
  values.set(element, known.set(name, words));
  if (words.shown !== value) element.setAttribute(name, words.shown);
}

/** What somebody else has written since is the new English. */
function translated(known: Words | undefined, now: string): Words | undefined {
  const english = known?.shown === now ? known.english : now;
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(english) ?? [];
  if (words === '') return undefined;
  const sentence = words.replaceAll(/\s+/g, ' ');
  const other = entry(sentence);
  return { english, shown: other === undefined ? english : before + other + after };
}
