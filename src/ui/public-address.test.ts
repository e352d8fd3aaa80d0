import { expect, test } from 'vitest';
import { publicAddress } from './public-address';

test.each([
  ['https://union.example.com', 'http://192.168.1.5:8080', 'https://union.example.com', false],
  ['https://union.example.com', 'http://127.0.0.1:8080', 'https://union.example.com', false],
  // Not told its address, the house is known by the name that led here.
  ['http://127.0.0.1:8080', 'http://192.168.1.5:8080', 'http://192.168.1.5:8080', false],
  ['http://0.0.0.0:8080', 'http://works-pc:8080', 'http://works-pc:8080', false],
  ['http://[::1]:8080', 'http://localhost:8080', 'http://[::1]:8080', true],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080', true],
])('%s, opened as %s: others open %s', (given, origin, address, isOnlyHere) =>
  expect(publicAddress(given, origin)).toEqual({ address, isOnlyHere }),
);
