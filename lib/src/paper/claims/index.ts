export { claims } from './all';
export { judgeBySetting, type SettingVerdict } from './by-setting';
export type { Answer, Claim, Evidence, Finding, Question, Verdict } from './claim';
export { judgeClaims } from './judge';
