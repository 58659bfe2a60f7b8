export * from 'arquero';
export const __esModule = true;
