/** Making elements. Text goes in as text nodes only, so that nothing in it can be markup. */
import { printable } from '../../printable.js';

type Value = string | number | boolean | ((event: Event) => void);
export type Child = Node | string | null;

/**
 * Makes an element.
 * @param attributes false leaves one out, true gives it no value; a function listens to the event of that name
 */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element with an id that the page is known to have. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}

/** Text of a document: line feeds and tabs stay, other controls are made visible. */
export function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\n\t]+/g, printable);
}

/** The sign that stands beside a pole's name, so that colour is never alone. */
export function shape(kind: 'minus' | 'plus' | 'mixed' | 'none'): HTMLElement {
  return el('span', { class: `shape ${kind}`, 'aria-hidden': 'true' });
}
