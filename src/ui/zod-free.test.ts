import { expect, test } from 'vitest';
import { z } from './zod-free';

test('a contract can be written with the stub, and says nothing but itself', async () => {
  const shape = z.object!({ a: z.string!().min!(1).meta!({ id: 'A' }), b: z.enum!(['x']) });
  expect(typeof shape).toBe('function');
  expect(await Promise.resolve(shape)).toBe(shape);
});

test('the stub refuses to validate', () => {
  expect(() => z.object!({}).parse!({})).toThrow('zod is not part of this build');
});
