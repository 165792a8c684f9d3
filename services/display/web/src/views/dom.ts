// Elements, briefly.

/** The element of the page with this id. */
export function part<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the page has no ${id}`);
  }
  return found as E;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, className = "", ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

/** Puts text where it is another one: what has not changed is not read out again. */
export function tell(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Names and values. */
export function facts(list: HTMLElement, pairs: [string, string][]): void {
  const told = JSON.stringify(pairs);
  if (list.dataset.told !== told) {
    list.dataset.told = told;
    list.replaceChildren(...pairs.map(([name, value]) => make("div", "", make("dt", "", name), make("dd", "", value))));
  }
}

/** Draws a colour scale into a canvas of 256 x 1 pixels. */
export function drawScale(canvas: HTMLCanvasElement, scale: Uint8ClampedArray): void {
  const pixels = new ImageData(256, 1);
  for (let i = 0; i < 256; i++) {
    pixels.data.set([scale[3 * i]!, scale[3 * i + 1]!, scale[3 * i + 2]!, 255], 4 * i);
  }
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
}
