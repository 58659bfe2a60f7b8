export { claims } from './all';
export { judgeBySetting, type SettingVerdict } from './by-setting';
export type { Verdict } from './claim';
export { judgeClaims } from './judge';
