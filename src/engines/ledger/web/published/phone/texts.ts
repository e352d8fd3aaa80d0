import { textsOf } from '#ui';
import type words from '../../../statements/locale/zh-CN.json';

/** The words of statements as everybody reads them. */
export const useStatementTexts = textsOf<(typeof words)['statements']>('statements');
