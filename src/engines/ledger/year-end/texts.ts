import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

export const yearEndTexts = { 'zh-CN': zh, en };
