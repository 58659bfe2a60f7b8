import { existsSync } from 'node:fs';
import { test } from 'vitest';
import { addonPath } from '../lib/src/backend/native';
import { describeTorchParity } from './torch-parity';

if (existsSync(addonPath())) describeTorchParity('native');
else {
  console.log('skipped: TensorFlow’s native addon is not built');
  test.skip('the native backend as in PyTorch', () => {});
}
