import { expect, test } from 'vitest';
import { fittingSize, isPicture, PhotoUnreadable, shrinkPhoto } from './shrink-photo';

test.each([
  ['a wide photo', [4000, 3000], [1600, 1200]],
  ['a tall one', [3000, 4000], [1200, 1600]],
  ['one that fits', [800, 600], [800, 600]],
  ['a thread', [1, 9000], [1, 1600]],
] as const)('the longest side is at most 1600: %s', (_what, [width, height], [w, h]) => {
  expect(fittingSize(width, height)).toEqual({ width: w, height: h });
});

test.each([
  ['a.jpg', 'image/jpeg', true],
  ['IMG_1.HEIC', '', true],
  ['规划.pdf', 'application/pdf', false],
] as const)('a picture is told by its type or its name: %s', (name, type, expected) => {
  expect(isPicture({ name, type })).toBe(expected);
});

test('what is no picture is sent as it is; a picture that can not be drawn is not sent at all', async () => {
  const paper = new File(['甲'], '规划.pdf', { type: 'application/pdf' });
  expect((await shrinkPhoto(paper)).blob).toBe(paper);
  const place = new File(['GPS'], 'IMG_1.HEIC', { type: 'image/heic' });
  await expect(shrinkPhoto(place)).rejects.toBeInstanceOf(PhotoUnreadable);
});
