import { describeTorchParity } from './torch-parity';

describeTorchParity('wasm');
