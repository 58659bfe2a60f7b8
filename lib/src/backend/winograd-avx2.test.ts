// The tests of the convolutions once more, with vectors of 8 floats, where the processor has longer ones and those are taken.
import { vi } from 'vitest';

vi.hoisted(() => {
  process.env.FRAGILITY_WINOGRAD = 'avx2';
});

import './winograd.test';
