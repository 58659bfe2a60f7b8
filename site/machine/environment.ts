import { host } from './host';

const variables = new Map<string, string>();

export function variable(name: string): string | undefined {
  return variables.get(name);
}

export function setVariable(name: string, value: string): void {
  variables.set(name, value);
}

/** Nobody grades in a browser. */
export function takeSecret(): null {
  return null;
}

export function workingFolder(): string {
  return host().folder;
}

export function homeFolder(): string {
  return '/';
}

/** A browser does not tell the model. */
export function processor(): string {
  return `${navigator.hardwareConcurrency} threads`;
}

export function threadCount(): number {
  return navigator.hardwareConcurrency;
}

export function runtime(): string {
  return /(Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? navigator.userAgent;
}

export function terminalWidth(): number | null {
  return null;
}

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Lets waiting events in; `setTimeout` would wait 4 ms. */
export function backgroundTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
