import { expect, test } from 'vitest';
import { browserName, isHandheld } from './browser-name';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0', 'Edge · Windows', false],
  ['Mozilla/5.0 (Linux; Android 12) Chrome/86 Mobile MicroMessenger/8.0', 'WeChat · Android', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1', 'Safari · iOS', true],
  ['curl/8.0', null, false],
  [null, null, false],
])('%j is told as %j', (userAgent, name, handheld) => {
  expect(browserName(userAgent)).toBe(name);
  expect(isHandheld(userAgent)).toBe(handheld);
});
