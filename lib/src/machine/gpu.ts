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
