import { readdirSync } from 'node:fs';
import { readTextNow } from './files';

/** A tensor backend on a graphics processor that the machine itself offers. */
export interface GpuBackend {
  /** A `KernelBackend` of tfjs's, whose declarations stay out of this room. */
  readonly backend: object;
  /** The processor, for people. */
  readonly processor: string;
  /** Whether it is a program that acts as one, and slow. */
  readonly isSoftware: boolean;
}

/** WebGPU's, which only browsers have; null: there is none. */
export async function gpuBackend(): Promise<GpuBackend | null> {
  return null;
}

/** The model of the NVIDIA graphics processor that its Linux driver names first; null where it names none. */
export function nvidiaModel(): string | null {
  const known = '/proc/driver/nvidia/gpus';
  try {
    const [first] = readdirSync(known).sort();
    return /^Model:\s*(.+)$/m.exec(readTextNow(`${known}/${first}/information`))?.[1] ?? null;
  } catch {
    return null; // no such driver, or one that does not say, as in Windows's Linux
  }
}
