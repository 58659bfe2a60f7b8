import { describeTraining } from './training';

describeTraining('wasm');
