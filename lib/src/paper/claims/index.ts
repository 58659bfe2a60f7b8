export { claims } from './all';
export { judgeBySetting, type SettingVerdict } from './by-setting';
export type { Verdict } from './claim';
export { judgeClaims } from './judge';
export { type ClassLosses, judgeLosses } from './losses';
export { judgeNetwork, type NetworkOptions, type NetworkVerdict } from './small-network';
