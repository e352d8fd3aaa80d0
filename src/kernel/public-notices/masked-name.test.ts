import { expect, test } from 'vitest';
import { maskedName } from './masked-name';

test.each([
  ['王芳', '王*'],
  ['王小芳', '王*芳'],
  ['欧阳娜娜', '欧**娜'],
  ['司马相如意', '司***意'],
  ['阿依古丽·买买提', '阿***·买**'],
  ['阿依古丽•买买提•艾力', '阿***•买**•艾*'],
  ['John Smith', 'J*** S****'],
  ['  王芳 ', '王*'],
  ['芳', '*'],
  ['王·芳', '*·*'],
  ['𠮷田', '𠮷*'],
  ['王𠮷芳', '王*芳'],
  ['', ''],
])('%s is shown as %s', (name, shown) => expect(maskedName(name)).toBe(shown));
