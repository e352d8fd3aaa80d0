import { type IconName, iconDrawings, markDrawing } from '#ui';

/** The sign-in page is drawn without a framework: it is the first thing to load on a slow line. */
type Child = Node | string | null;
type Attributes = Record<string, string | boolean | undefined>;

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (typeof value === 'string') element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function drawn(markup: string, attributes: string): SVGElement {
  const holder = document.createElement('template');
  holder.innerHTML = `<svg ${attributes} aria-hidden="true">${markup}</svg>`;
  return holder.content.firstElementChild as SVGElement;
}

export function icon(name: IconName, size = ''): SVGElement {
  return drawn(iconDrawings[name], `class="i ${size}" viewBox="0 0 16 16"`);
}

export function mark(size: number): SVGElement {
  return drawn(markDrawing, `width="${size}" height="${size}" viewBox="0 0 26 26"`);
}

export function button(looks: string, press: () => void, ...children: Child[]): HTMLButtonElement {
  const element = el('button', { type: 'button', class: looks }, ...children);
  element.addEventListener('click', press);
  return element;
}
