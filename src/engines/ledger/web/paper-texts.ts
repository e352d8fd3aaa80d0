import { textsOf } from '#ui';
import type exchangeWords from '../exchange/locale/zh-CN.json';
import type statementWords from '../statements/locale/zh-CN.json';
import type yearEndWords from '../year-end/locale/zh-CN.json';

type Words = Pick<typeof statementWords, 'statements'> &
  Pick<typeof yearEndWords, 'yearEnd'> &
  Pick<typeof exchangeWords, 'exchange'>;

/** The words of statements, of the year's end and of files. */
export const usePaperTexts = textsOf<Words>('papers');
