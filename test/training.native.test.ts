import { existsSync } from 'node:fs';
import { test } from 'vitest';
import { addonPath } from '../lib/src/backend/native';
import { describeTraining } from './training';

if (existsSync(addonPath())) describeTraining('native');
else {
  console.log('skipped: TensorFlow’s native addon is not built');
  test.skip('a run on native', () => {});
}
